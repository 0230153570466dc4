/** The last column may hold whole sentences; its rule need not be as long. */
const longestLastRule = 40;

/** Rows under their headings, in columns as wide as their widest cell. */
export function renderTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
	const lines = [headings, ...rows];
	const widths = headings.map((_, column) => Math.max(...lines.map((cells) => width(cells[column] ?? ''))));
	const render = (cells: readonly string[]) =>
		headings
			.map((_, column) => pad(cells[column] ?? '', widths[column] ?? 0))
			.join('  ')
			.trimEnd();
	const rules = widths.map((columns, column) => (column < widths.length - 1 ? columns : Math.min(columns, longestLastRule)));
	const rule = rules.map((columns) => '─'.repeat(columns)).join('  ');
	return [render(headings), rule, ...rows.map(render)].join('\n');
}

/** Code points, which is close enough to columns for what systems call themselves. */
function width(text: string): number {
	return [...text].length;
}

function pad(text: string, columns: number): string {
	return text + ' '.repeat(Math.max(0, columns - width(text)));
}
