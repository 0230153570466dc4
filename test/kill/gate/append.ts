import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq } from '@eventstore/db-client/generated/streams_pb.js';

import type { SeenWrite, Watch, Watches } from './watch.ts';

/** Of a message in gRPC: whether it is compressed, and how long it is. */
const PREFIX = 5;

/** The stream in which runs are noted that have not ended. */
const OPEN_RUNS = 'processes-open';

/** What an execution says while it works; it is no step forward. */
const STILL_THERE = 'LeaseRenewed';

interface Appended {
	stream: string;
	id: string;
	type: string;
	data: { stream?: string; place?: string; node?: string };
}

/** The run that an append is of, and how it is called among its writes; undefined for what nobody watches. */
export function writeOf(body: Buffer, watches: Watches): { watch: Watch; write: SeenWrite } | undefined {
	const appended = readAppend(body);
	if (appended === undefined || appended.type === STILL_THERE) return undefined;
	const { stream, id, type, data } = appended;
	const watch = watches.of(stream === OPEN_RUNS ? (data.stream ?? '') : stream);
	if (watch === undefined) return undefined;
	if (data.place !== undefined && data.node !== undefined) watch.places.set(data.place, data.node);
	const node = data.place === undefined ? undefined : watch.places.get(data.place);
	return { watch, write: { what: `event store: ${type}${node === undefined ? '' : ` of "${node}"`}`, id } };
}

/** The one event of an append, or the first of several. */
function readAppend(body: Buffer): Appended | undefined {
	let stream: string | undefined;
	for (const message of messagesIn(body)) {
		const identifier = message.getOptions()?.getStreamIdentifier();
		if (identifier !== undefined) stream = Buffer.from(identifier.getStreamName_asU8()).toString();
		const event = message.getProposedMessage();
		if (event === undefined || stream === undefined) continue;
		const metadata = event.getMetadataMap();
		const isJson = metadata.get('content-type') === 'application/json';
		const data = isJson ? (JSON.parse(Buffer.from(event.getData_asU8()).toString()) as Appended['data']) : {};
		return { stream, id: event.getId()?.getString() ?? '', type: metadata.get('type') ?? '', data };
	}
	return undefined;
}

function* messagesIn(body: Buffer): Generator<AppendReq> {
	for (let at = 0; at + PREFIX <= body.length; ) {
		const length = body.readUInt32BE(at + 1);
		yield streamsPb.AppendReq.deserializeBinary(body.subarray(at + PREFIX, at + PREFIX + length));
		at += PREFIX + length;
	}
}
