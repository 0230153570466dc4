/** Keys under which NetBox gives addresses of its own; it makes them from the address by which it was called. */
const LINKS: ReadonlySet<string> = new Set(['url', 'display_url', 'image', 'front_image', 'rear_image']);

/** Keys under which there is what users keep in NetBox as they gave it, not what NetBox says of itself. */
const OWN_DATA: ReadonlySet<string> = new Set(['local_context_data', 'config_context', 'data', 'parameters', 'prechange_data', 'postchange_data']);

/**
 * Has the links in an answer, also of objects in it, begin with the address at which browsers reach NetBox.
 *
 * @param inner the address by which NetBox was called
 * @param outer the one to put in its place
 */
export function withPublicLinks(answer: unknown, inner: string, outer: string): unknown {
	if (Array.isArray(answer)) return answer.map((entry) => withPublicLinks(entry, inner, outer));
	if (typeof answer !== 'object' || answer === null) return answer;
	return Object.fromEntries(
		Object.entries(answer).map(([key, value]) => {
			if (OWN_DATA.has(key)) return [key, value];
			if (key === 'custom_fields') return [key, withoutOwnLinks(value, inner, outer)];
			return [key, LINKS.has(key) ? moved(value, inner, outer) : withPublicLinks(value, inner, outer)];
		}),
	);
}

/** A custom field may be called "url" and hold whatever address a user put there; only objects in custom fields have links. */
function withoutOwnLinks(fields: unknown, inner: string, outer: string): unknown {
	if (typeof fields !== 'object' || fields === null) return fields;
	const isReferenced = (value: unknown) => [value].flat().some((entry) => typeof entry === 'object' && entry !== null && 'id' in entry && 'display' in entry);
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [name, isReferenced(value) ? withPublicLinks(value, inner, outer) : (value as unknown)]),
	);
}

function moved(value: unknown, inner: string, outer: string): unknown {
	if (typeof value !== 'string') return value;
	return value.startsWith(`${inner}/`) ? outer + value.slice(inner.length) : value;
}
