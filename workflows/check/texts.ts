/** A text inside a workflow, and where it is. */
export interface Text {
	/** `options.responseHeaders.entries[0].value` */
	path: string;
	/** The key that it stands under; of an entry of a list, that of the list. */
	key: string;
	text: string;
}

/** Every text in a value, however deep. */
export function* textsIn(value: unknown, path = '', key = ''): Iterable<Text> {
	if (typeof value === 'string') yield { path, key, text: value };
	if (typeof value !== 'object' || value === null) return;
	for (const [inner, part] of Object.entries(value)) {
		if (Array.isArray(value)) yield* textsIn(part, `${path}[${inner}]`, key);
		else yield* textsIn(part, path === '' ? inner : `${path}.${inner}`, inner);
	}
}
