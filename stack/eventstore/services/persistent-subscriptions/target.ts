import type { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { invalidArgument } from '../../errors.ts';
import { allStream } from '../../persistent-subscriptions/streams.ts';

/** What the options of most methods have in common: a stream or $all, and the name of a group (which may be empty). */
export interface TargetOptions {
	getStreamIdentifier(): StreamIdentifier | undefined;
	getAll(): Empty | undefined;
	getGroupName(): string;
}

/** @throws ServiceError when the options name no source */
export function target(options: TargetOptions | undefined): { source: string; group: string } {
	if (options === undefined) throw invalidArgument('The call needs its options.');
	const all = options.getAll() !== undefined;
	return { source: all ? allStream : streamSource(options.getStreamIdentifier()), group: options.getGroupName() };
}

/**
 * The stream that a group is on.
 *
 * @throws ServiceError when it has no name; the vendor's server never answers that
 */
export function streamSource(identifier: StreamIdentifier | undefined): string {
	const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();
	if (name === '') throw invalidArgument('A persistent subscription needs the name of a stream, or $all.');
	return name;
}
