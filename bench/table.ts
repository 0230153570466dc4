import type { Measured } from './inside/measure.ts';

/**
 * Renders what was measured: seconds of the raw client, each other way as a share of its speed (1.00 = as fast), and what share of our
 * node's time n8n takes to read the node's parameters.
 */
export function table(measured: readonly Measured[]): string {
	const header = ['case', 'size', 'items', 'raw client', 'our node', "n8n's S3 node", "n8n's reading of parameters"];
	const lines = measured.map(({ name, size, items, seconds }) => [
		name,
		size,
		String(items),
		`${seconds.raw.toFixed(3)} s`,
		ratio(seconds.raw, seconds.ours),
		seconds.n8n === undefined ? '' : ratio(seconds.raw, seconds.n8n),
		seconds.parameters === undefined ? '' : `${((100 * seconds.parameters) / seconds.ours).toFixed(0)} % of our node's time`,
	]);
	const widths = header.map((text, column) => Math.max(text.length, ...lines.map((line) => line[column]!.length)));
	const row = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd();
	return [row(header), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)].join('\n');
}

function ratio(raw: number, other: number): string {
	return (raw / other).toFixed(2);
}
