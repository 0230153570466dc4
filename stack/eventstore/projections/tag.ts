/** How far a projection has read: a position in the log, or a revision in each of its streams. */
export type Tag =
	| { kind: 'log'; position: number }
	| { kind: 'streams'; revisions: Record<string, number> };

/** Before the first event. */
export function startOf(streams: readonly string[] | undefined): Tag {
	if (streams === undefined) return { kind: 'log', position: -1 };
	return { kind: 'streams', revisions: Object.fromEntries(streams.map((stream) => [stream, -1])) };
}

/** As a status and a fault tell of it: `C:7/P:7`, `stream: 3`, `a: 1; b: 2; `. */
export function tagText(tag: Tag): string {
	if (tag.kind === 'log') return tag.position < 0 ? 'C:0/P:-1' : `C:${tag.position}/P:${tag.position}`;
	const parts = Object.entries(tag.revisions).map(([stream, revision]) => `${stream}: ${revision}`);
	return parts.length === 1 ? parts.join('') : parts.map((part) => `${part}; `).join('');
}

/** The members of an emitted event's metadata that say from where it was emitted, as JSON without brackets. */
export function tagMembers(tag: Tag): string {
	return tag.kind === 'log' ? `"$c":${tag.position},"$p":${tag.position}` : `"$s":${JSON.stringify(tag.revisions)}`;
}

/**
 * Reads the tag out of metadata that `tagMembers` made.
 *
 * @param like a tag of the projection: one of another kind, or of other streams, is none of its own
 */
export function tagOf(metadata: Record<string, unknown>, like: Tag): Tag | undefined {
	if (like.kind === 'log') {
		return typeof metadata.$c === 'number' ? { kind: 'log', position: metadata.$c } : undefined;
	}
	const { $s: revisions } = metadata;
	if (typeof revisions !== 'object' || revisions === null) return undefined;
	const known = new Map(Object.entries(revisions));
	return {
		kind: 'streams',
		revisions: Object.fromEntries(Object.keys(like.revisions).map((stream) => [stream, Number(known.get(stream) ?? -1)])),
	};
}

/** Whether a tag lies at another or before it: what was emitted there was emitted already when the other was reached. */
export function isCovered(tag: Tag, by: Tag): boolean {
	if (tag.kind === 'log') return by.kind === 'log' && tag.position <= by.position;
	return by.kind === 'streams'
		&& Object.entries(tag.revisions).every(([stream, revision]) => revision <= (by.revisions[stream] ?? -1));
}
