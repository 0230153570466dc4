/** Keys and positions from a JSON value down to a part of it. */
export type Path = readonly (string | number)[];

/** Writes a path as expressions do: `tags[0].name`, `labels["a b"]`; empty for the value itself. */
export function pathText(path: Path): string {
	return path.reduce<string>(pathBelow, '');
}

/** The text of a path with one step more; see {@link pathText}. */
export function pathBelow(path: string, step: string | number): string {
	if (typeof step === 'number') return `${path}[${step}]`;
	if (!/^[A-Za-z_$][\w$]*$/.test(step)) return `${path}[${JSON.stringify(step)}]`;
	return path === '' ? step : `${path}.${step}`;
}
