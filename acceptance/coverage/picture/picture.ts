import type { Box, Note, Wire } from '../canvas.ts';
import type { Coverage } from '../measure.ts';
import { boundsOf, heightOf, outputAt, pathOf, round, SIZE } from './geometry.ts';
import { pictureStyle } from './style.ts';
import { escaped, withoutMarkdown, wrapped } from './text.ts';

/** How what is drawn stands: it ran, it never ran, it is known not to, or it is disabled. */
type State = 'ran' | 'missing' | 'known' | 'off';

/** Says why a node or a wire is known not to run; undefined when it is not. */
export type Reason = (words: string) => string | undefined;

/** A line of text is so high. */
const LINE = 15;

/** Draws a workflow as n8n's canvas has it: what ran in its usual colour, what never ran in red. */
export function pictureOf(coverage: Coverage, reason: Reason): string {
	const { canvas } = coverage;
	const { x, y, width, height } = boundsOf(canvas);
	const boxes = new Map(canvas.nodes.map((box) => [box.name, box]));
	const nodeRuns = new Map(coverage.nodes.map(({ of, runs }) => [of, runs]));
	const wireRuns = new Map(coverage.wires.map(({ of, runs }) => [of, runs]));
	const wires = canvas.wires.map((wire) => ({ wire, runs: wireRuns.get(wire), state: stateOf(wireRuns.get(wire), wire.words, reason) }));
	// Red lies above the others, where wires cross.
	const inOrder = [...wires.filter(({ state }) => state !== 'missing'), ...wires.filter(({ state }) => state === 'missing')];
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" class="canvas" viewBox="${[x, y, width, height].map(round).join(' ')}" width="${round(width)}" height="${round(height)}" role="img">`,
		`<title>${escaped(canvas.name)}</title>`,
		`<style>${pictureStyle}</style>`,
		`<rect class="ground" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`,
		...canvas.notes.map(noteText),
		...inOrder.map(({ wire, runs, state }) => wireText(wire, boxes, runs, state, reason)),
		...canvas.nodes.map((box) => nodeText(box, nodeRuns.get(box), stateOf(nodeRuns.get(box), box.name, reason), reason)),
		'</svg>',
		'',
	].join('\n');
}

function stateOf(runs: number | undefined, words: string, reason: Reason): State {
	if (runs === undefined) return 'off';
	if (runs > 0) return 'ran';
	return reason(words) === undefined ? 'missing' : 'known';
}

function noteText({ content, position: [x, y], width, height }: Note): string {
	const lines = withoutMarkdown(content).split('\n').flatMap((line) => wrapped(line, Math.floor((width - 20) / 6)));
	const fitting = lines.slice(0, Math.max(0, Math.floor((height - 12) / LINE)));
	const texts = fitting.map((line, index) => `<text x="${round(x + 10)}" y="${round(y + 20 + index * LINE)}">${escaped(line)}</text>`);
	return `<g class="note"><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="4"/>${texts.join('')}</g>`;
}

function wireText(wire: Wire, boxes: ReadonlyMap<string, Box>, runs: number | undefined, state: State, reason: Reason): string {
	const [from, to] = [boxes.get(wire.from), boxes.get(wire.to)];
	if (from === undefined || to === undefined) return '';
	return `<path class="wire ${state}" d="${pathOf(from, to, wire)}"><title>${escaped(told(wire.words, runs, reason))}</title></path>`;
}

function nodeText(box: Box, runs: number | undefined, state: State, reason: Reason): string {
	const [x, y] = box.position;
	const height = heightOf(box);
	const middle = round(x + SIZE / 2);
	const kind = wrapped(box.kind, 13);
	const kindTop = y + height / 2 - ((kind.length - 1) * 13) / 2 + 4;
	const handles = box.outputs.map((_, output) => outputAt(box, output)).map(([at, along]) => `<circle class="handle" cx="${round(at)}" cy="${round(along)}" r="4"/>`);
	const labels = box.outputs.length < 2 ? [] : box.outputs.map((name, output) => labelText(name, outputAt(box, output)));
	return [
		`<g class="node ${state}"><title>${escaped(told(box.name, runs, reason))}</title>`,
		outlineOf(box, height),
		...kind.map((line, index) => `<text class="kind" x="${middle}" y="${round(kindTop + index * 13)}">${escaped(line)}</text>`),
		...wrapped(box.name, 22).map((line, index) => `<text x="${middle}" y="${round(y + height + LINE + 1 + index * LINE)}">${escaped(line)}</text>`),
		...handles,
		...labels,
		'</g>',
	].join('');
}

/** What begins a workflow is round on its left, as on n8n's canvas. */
function outlineOf({ position: [x, y], inputs }: Box, height: number): string {
	if (inputs > 0) return `<rect x="${round(x)}" y="${round(y)}" width="${SIZE}" height="${round(height)}" rx="8"/>`;
	return `<path d="M${round(x + 36)} ${round(y)}h${SIZE - 44}a8 8 0 0 1 8 8v${round(height - 16)}a8 8 0 0 1 -8 8h${44 - SIZE}a36 36 0 0 1 -36 -36v${round(72 - height)}a36 36 0 0 1 36 -36z"/>`;
}

function labelText(name: string, [x, y]: readonly [number, number]): string {
	return `<text class="label" x="${round(x + 7)}" y="${round(y - 4)}">${escaped(name)}</text>`;
}

function told(words: string, runs: number | undefined, reason: Reason): string {
	if (runs === undefined) return `${words}: disabled`;
	if (runs > 0) return `${words}: ran ${runs} ${runs === 1 ? 'time' : 'times'}`;
	const why = reason(words);
	return `${words}: never ran${why === undefined ? '' : ` (${why})`}`;
}
