import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { streamIdentifier } from './identifiers.ts';

const { ReadResp: Response } = streamsPb;

export function streamNotFound(stream: string): ReadResp {
	return new Response().setStreamNotFound(
		new Response.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)));
}

export function confirmation(subscription: string): ReadResp {
	return new Response().setConfirmation(new Response.SubscriptionConfirmation().setSubscriptionId(subscription));
}

export function checkpoint(position: number): ReadResp {
	return new Response().setCheckpoint(
		new Response.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)));
}

export function caughtUp(): ReadResp {
	return new Response().setCaughtUp(new Response.CaughtUp());
}

/** Tells a client of version 21.10 to 23 where the stream begins, as the read found nothing before. */
export function firstStreamPosition(revision: number): ReadResp {
	return new Response().setFirstStreamPosition(String(revision));
}

export function lastStreamPosition(revision: number): ReadResp {
	return new Response().setLastStreamPosition(String(revision));
}
