import type { Box, Canvas, Wire } from '../canvas.ts';

/** Of a node on n8n's canvas, in pixels. */
export const SIZE = 96;

/** Room that the name of a node takes below it. */
const NAME = 44;

/** A handle needs so much of the side that it is on. */
const HANDLE = 28;

const MARGIN = 40;

export interface Rectangle {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** How high a node is: one with many outputs is higher. */
export function heightOf({ inputs, outputs }: Box): number {
	return Math.max(SIZE, HANDLE * (Math.max(inputs, outputs.length) + 0.5));
}

/** Where an output of a node is. */
export function outputAt(box: Box, output: number): [number, number] {
	return [box.position[0] + SIZE, along(box, output, Math.max(box.outputs.length, output + 1))];
}

/** Where an input of a node is. */
export function inputAt(box: Box, input: number): [number, number] {
	return [box.position[0], along(box, input, Math.max(box.inputs, input + 1))];
}

function along(box: Box, index: number, count: number): number {
	return box.position[1] + (heightOf(box) * (index + 0.5)) / count;
}

/** The curve of a wire as SVG draws it; one that goes back to the left goes around what is between. */
export function pathOf(from: Box, to: Box, { output, input }: Pick<Wire, 'output' | 'input'>): string {
	const [x1, y1] = outputAt(from, output);
	const [x2, y2] = inputAt(to, input);
	const bend = x2 > x1 ? Math.max(30, (x2 - x1) / 2) : 120;
	return `M${round(x1)} ${round(y1)}C${round(x1 + bend)} ${round(y1)} ${round(x2 - bend)} ${round(y2)} ${round(x2)} ${round(y2)}`;
}

/** What all of a workflow is within. */
export function boundsOf({ nodes, notes }: Canvas): Rectangle {
	const rectangles = [
		...nodes.map((box) => ({ x: box.position[0] - 20, y: box.position[1], width: SIZE + 40, height: heightOf(box) + NAME })),
		...notes.map(({ position: [x, y], width, height }) => ({ x, y, width, height })),
	];
	if (rectangles.length === 0) return { x: 0, y: 0, width: 2 * MARGIN, height: 2 * MARGIN };
	const x = Math.min(...rectangles.map((one) => one.x)) - MARGIN;
	const y = Math.min(...rectangles.map((one) => one.y)) - MARGIN;
	return {
		x,
		y,
		width: Math.max(...rectangles.map((one) => one.x + one.width)) + MARGIN - x,
		height: Math.max(...rectangles.map((one) => one.y + one.height)) + MARGIN - y,
	};
}

/** Fractions of a pixel that nobody sees only make files larger. */
export function round(value: number): number {
	return Math.round(value * 10) / 10;
}
