import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Run } from '../../../replay/run.ts';
import { streamIdentifier } from '../../../replay/wire.ts';
import type { WireDuplex } from '../../../replay/wire.ts';

const { Options, ProposedMessage } = streamsPb.BatchAppendReq;

export function newUuid(run: Run): UUID {
	return new sharedPb.UUID().setString(run.uuid());
}

/** An event as BatchAppend has it; the metadata of the contract (`type`, `content-type`) is what is given. */
export function proposed(run: Run, metadata: Record<string, string>, data = '{}'): BatchAppendReq.ProposedMessage {
	const message = new ProposedMessage().setId(newUuid(run)).setData(Buffer.from(data));
	for (const [key, value] of Object.entries(metadata)) message.getMetadataMap().set(key, value);
	return message;
}

export function jsonProposed(run: Run, type = 't', data = '{}'): BatchAppendReq.ProposedMessage {
	return proposed(run, { type, 'content-type': 'application/json' }, data);
}

/** Options without an expected revision. */
export function batchOptions(stream: string): BatchAppendReq.Options {
	return new Options().setStreamIdentifier(streamIdentifier(stream));
}

export function anyRevision(stream: string): BatchAppendReq.Options {
	return batchOptions(stream).setAny(new emptyPb.Empty());
}

export function fragment(
	id: UUID, messages: BatchAppendReq.ProposedMessage[], isFinal: boolean, options?: BatchAppendReq.Options,
): BatchAppendReq {
	const request = new streamsPb.BatchAppendReq().setCorrelationId(id).setProposedMessagesList(messages).setIsFinal(isFinal);
	return options === undefined ? request : request.setOptions(options);
}

/** A BatchAppend call, cancelled at the end. */
export function openBatch(run: Run): WireDuplex<BatchAppendReq, BatchAppendResp> {
	const call = run.wire.open(StreamsService.batchAppend);
	run.cleanup(() => call.cancel());
	return call;
}

/** Waits for so many answers in all, or the end of the call. */
export async function answers(run: Run, call: WireDuplex<BatchAppendReq, BatchAppendResp>, count: number, ms: number): Promise<void> {
	await run.wait(() => call.messages.length >= count || call.error !== undefined || call.ended, ms);
}
