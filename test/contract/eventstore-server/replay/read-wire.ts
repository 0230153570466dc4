import type { ResolvedEvent } from '@eventstore/db-client';
import { convertGrpcEvent } from '@eventstore/db-client/dist/utils/convertGrpcEvent.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { brief } from './brief.ts';
import type { Run } from './run.ts';
import { empty, streamIdentifier } from './wire.ts';
import type { WireOptions, WireStream } from './wire.ts';

const { Options } = streamsPb.ReadReq;

interface Position {
	commit: bigint;
	prepare: bigint;
}

/** A server-side filter as it is on the wire. */
export interface WireFilter {
	on: 'stream' | 'type';
	regex?: string;
	prefixes?: string[];
	/** The window; the server's own unless given. */
	max?: number;
	/** 1 unless given. */
	multiplier?: number;
}

/** What to read: of `$all` unless a stream is given. */
export interface WireRead {
	stream?: string;
	/** A revision of the stream, or a position in the log; `start` unless given. */
	from?: 'start' | 'end' | bigint | number | Position;
	backwards?: boolean;
	/** Without it: a subscription. */
	count?: number;
	links?: boolean;
	filter?: WireFilter;
}

/** The request of Streams.Read. */
export function readRequest(read: WireRead): ReadReq {
	const options = new Options()
		.setReadDirection(read.backwards ? Options.ReadDirection.BACKWARDS : Options.ReadDirection.FORWARDS)
		.setResolveLinks(read.links ?? false)
		.setUuidOption(new Options.UUIDOption().setString(empty()))
		.setControlOption(new Options.ControlOption().setCompatibility(1));
	setPlace(options, read);
	if (read.count === undefined) options.setSubscription(new Options.SubscriptionOptions());
	else options.setCount(String(read.count));
	if (read.filter === undefined) options.setNoFilter(empty());
	else options.setFilter(filterOptions(read.filter));
	return new streamsPb.ReadReq().setOptions(options);
}

function setPlace(options: ReadReq.Options, { stream, from = 'start' }: WireRead): void {
	if (stream === undefined) {
		const all = new Options.AllOptions();
		if (from === 'start') all.setStart(empty());
		else if (from === 'end') all.setEnd(empty());
		else if (typeof from === 'object') {
			all.setPosition(new Options.Position().setCommitPosition(String(from.commit)).setPreparePosition(String(from.prepare)));
		}
		options.setAll(all);
		return;
	}
	const place = new Options.StreamOptions().setStreamIdentifier(streamIdentifier(stream));
	if (from === 'start') place.setStart(empty());
	else if (from === 'end') place.setEnd(empty());
	else if (typeof from !== 'object') place.setRevision(String(from));
	options.setStream(place);
}

function filterOptions({ on, regex, prefixes, max, multiplier = 1 }: WireFilter): ReadReq.Options.FilterOptions {
	const expression = new Options.FilterOptions.Expression().setPrefixList(prefixes ?? []);
	if (regex !== undefined) expression.setRegex(regex);
	const options = new Options.FilterOptions().setCheckpointintervalmultiplier(multiplier);
	if (on === 'stream') options.setStreamIdentifier(expression);
	else options.setEventType(expression);
	return max === undefined ? options.setCount(empty()) : options.setMax(max);
}

/** One message of a read, in short. */
export function tellMessage(message: ReadResp): unknown {
	const event = message.getEvent();
	if (event !== undefined) return brief(convertGrpcEvent<ResolvedEvent>(event));
	if (message.hasConfirmation()) return 'confirmation';
	if (message.hasCaughtUp()) return 'caught up';
	if (message.hasFellBehind()) return 'fell behind';
	if (message.hasStreamNotFound()) return 'stream not found';
	const checkpoint = message.getCheckpoint()?.toObject();
	if (checkpoint !== undefined) {
		const { commitPosition, preparePosition } = checkpoint;
		return { checkpoint: { commitPosition, preparePosition } };
	}
	const last = message.getLastAllStreamPosition();
	if (last !== undefined) return { lastAll: last.toObject() };
	const { firstStreamPosition, lastStreamPosition } = message.toObject();
	return { firstStreamPosition, lastStreamPosition };
}

/** A read, its messages in short; errors are thrown. */
export async function wireRead(run: Run, read: WireRead, options?: WireOptions): Promise<unknown[]> {
	return (await run.wire.list(StreamsService.read, readRequest(read), options)).map(tellMessage);
}

/** A running subscription on the wire. */
export class WireSubscription {
	readonly stream: WireStream<ReadResp>;
	readonly #run: Run;

	constructor(run: Run, read: WireRead) {
		this.#run = run;
		this.stream = run.wire.follow(StreamsService.read, readRequest(read));
		run.cleanup(() => this.stream.cancel());
	}

	get messages(): readonly ReadResp[] {
		return this.stream.messages;
	}

	/** Waits for the notice that it has caught up, an error, or the end. */
	caughtUp(): Promise<boolean> {
		return this.#run.wait(() => this.messages.some((message) => message.hasCaughtUp()) || this.#over(), 3_000);
	}

	/** Waits for so many messages in all, an error, or the end. */
	got(count: number, ms?: number): Promise<boolean> {
		return this.#run.wait(() => this.messages.length >= count || this.#over(), ms);
	}

	tell() {
		return { messages: this.messages.map(tellMessage), error: this.stream.error, ended: this.stream.ended };
	}

	#over(): boolean {
		return this.stream.error !== undefined || this.stream.ended;
	}
}

