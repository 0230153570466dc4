import type { RecordedEvent, ResolvedEvent } from '@eventstore/db-client';

/** An event in a line: `stream#0 type {"data":1}`; a link with its target: `links#0 $> -> stream#0 type data`. */
export function brief(resolved: ResolvedEvent & { retryCount?: number }): string {
	const { event, link, retryCount } = resolved;
	const target = event === undefined ? 'nothing' : line(event);
	const told = link === undefined ? target : `${link.streamId}#${link.revision} ${link.type} -> ${target}`;
	return retryCount ? `${told} retry ${retryCount}` : told;
}

function line({ streamId, revision, type, isJson, data }: RecordedEvent): string {
	return `${streamId}#${revision} ${type} ${isJson ? JSON.stringify(data) : Buffer.from(data).toString()}`;
}
