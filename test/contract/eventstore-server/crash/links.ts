/** An event as far as links depend on it. */
interface Linked {
	stream: string;
	revision: number;
	type: string;
	correlation: string;
}

/** What the system projections write about an event: for each of their streams, what the new entry says. */
export function linksOf({ stream, revision, type, correlation }: Linked): [stream: string, entry: string][] {
	const category = stream.slice(0, stream.indexOf('-'));
	const link = `${revision}@${stream}`;
	const links: [string, string][] = [[`$ce-${category}`, link], [`$et-${type}`, link], [`$bc-${correlation}`, link]];
	if (revision === 0) links.push(['$streams', link], [`$category-${category}`, stream]);
	return links;
}

/** Whether a stream is one that the system projections write. */
export function isOfLinks(stream: string): boolean {
	return stream === '$streams' || /^\$(?:ce|et|bc|category)-/.test(stream);
}

/** Whether what the projections write to it are names of streams instead of links. */
export function namesStreams(stream: string): boolean {
	return stream.startsWith('$category-');
}
