/** Keys and positions from the value that is validated down to a part of it. */
export type Path = readonly (string | number)[];

/** Writes a path as expressions do: `tags[0].name`, `labels["a b"]`; empty for the value itself. */
export function pathText(path: Path): string {
	return path.map((step, index) => stepText(step, index === 0)).join('');
}

function stepText(step: string | number, first: boolean): string {
	if (typeof step === 'number') return `[${step}]`;
	if (!/^[A-Za-z_$][\w$]*$/.test(step)) return `[${JSON.stringify(step)}]`;
	return first ? step : `.${step}`;
}
