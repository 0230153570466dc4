import { binaryEvent } from '@eventstore/db-client';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import timestampPb from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { scenario } from '../../replay/scenario.ts';
import {
	answers, anyRevision, batchOptions, fragment, jsonProposed, newUuid, openBatch, proposed,
} from './support/batch-wire.ts';

function tellAnswer(answer: BatchAppendResp) {
	const { success, error } = answer.toObject();
	return {
		success,
		error,
		revision: answer.getSuccess()?.getCurrentRevision(),
		stream: Buffer.from(answer.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
	};
}

function tellDetail(answer: BatchAppendResp) {
	const error = answer.getError();
	const detail = error?.getDetails();
	const wrong = detail?.getTypeName().endsWith('WrongExpectedVersion')
		? sharedPb.WrongExpectedVersion.deserializeBinary(detail.getValue_asU8()).toObject()
		: undefined;
	return error && { code: error.getCode(), message: error.getMessage(), type: detail?.getTypeUrl(), wrong };
}

export default [
	scenario('JSON that is none, and content types', async (run) => {
		const write = async (letter: string, metadata: Record<string, string>, data: string) => {
			const call = openBatch(run);
			call.write(fragment(newUuid(run), [proposed(run, metadata, data)], true, anyRevision(run.name(letter))));
			await answers(run, call, 1, 3_000);
			call.cancel();
			if (call.error !== undefined) throw call.error;
			const [answer] = call.messages;
			return answer?.hasSuccess() ? 'success' : answer?.toObject().error;
		};
		const json = { type: 't', 'content-type': 'application/json' };
		await run.call('malformed JSON', () => write('a', json, '{nonsense'));
		await run.call('empty JSON', () => write('b', json, ''));
		await run.call('unknown content type', () => write('c', { type: 't', 'content-type': 'text/plain' }, 'text'));
		await run.call('no content type', () => write('d', { type: 't' }, 'text'));
		await run.call('no type', () => write('e', { 'content-type': 'application/json' }, '{}'));
		await run.call('more metadata keys', () => write('f', { ...json, created: '1', other: 'x' }, '{}'));
		for (const letter of 'abcdef') {
			await run.call(`read ${letter}`, () => run.read(run.name(letter)), (found) => found.map(({ event }) => event));
		}
	}),

	scenario('a batch in several requests', async (run) => {
		const events = Array.from({ length: 10 }, (_, n) => binaryEvent({ type: 't', data: Buffer.alloc(2000, 97 + n) }));
		await run.call('append with small fragments', () => run.append(run.name(), events, { batchAppendSize: 3000 }));
		await run.call('read', () => run.read(run.name()), (found) => {
			return found.map(({ event }) => `${event?.revision} ${(event?.data as Uint8Array).length}`);
		});
	}),

	scenario('fragments of a batch as they come', async (run) => {
		const call = openBatch(run);
		const [one, two] = [newUuid(run), newUuid(run)];
		const event = (type: string) => [jsonProposed(run, type)];
		call.write(fragment(one, event('a1'), false, anyRevision(run.name('a'))));
		call.write(fragment(two, event('b1'), false, anyRevision(run.name('b'))));
		call.write(fragment(two, event('b2'), true));
		await answers(run, call, 1, 3_000);
		run.note('after the second is final', call.messages.map(tellAnswer));
		call.write(fragment(one, event('a2'), true));
		await answers(run, call, 2, 3_000);
		run.note('after both', { answers: call.messages.map(tellAnswer), error: call.error });
		await run.call('read a', () => run.readBrief(run.name('a')));
		await run.call('read b', () => run.readBrief(run.name('b')));
		call.write(fragment(newUuid(run), event('c'), true));
		await run.pause(1500);
		run.note('without options', { answers: call.messages.length, error: call.error, ended: call.ended });
	}),

	scenario('a batch with a deadline', async (run) => {
		const deadlines = [
			['past', -5_000, true], ['far', 5_000, true], ['short and never final', 500, false], ['far and never final', 20_000, false],
		] as const;
		for (const [what, ms, isFinal] of deadlines) {
			const stream = run.name(what.replaceAll(' ', ''));
			const call = openBatch(run);
			const deadline = timestampPb.Timestamp.fromDate(new Date(Date.now() + ms));
			call.write(fragment(newUuid(run), [jsonProposed(run)], isFinal, anyRevision(stream).setDeadline(deadline)));
			await answers(run, call, 1, 6_000);
			const [answer] = call.messages;
			const error = answer?.getError();
			run.note(what, {
				answered: call.messages.length,
				error: error && { code: error.getCode(), message: error.getMessage(), detail: error.getDetails()?.getTypeUrl() },
				success: answer?.hasSuccess(),
				failed: call.error,
			});
			call.cancel();
			await run.call('read', () => run.readBrief(stream));
		}
	}),

	scenario('errors of BatchAppend on the wire', async (run) => {
		await run.prepare('prepare', () => run.append(run.name(), run.events(2)));
		const call = openBatch(run);
		let sent = 0;
		const send = async (what: string, options: BatchAppendReq.Options, data?: string) => {
			call.write(fragment(newUuid(run), [jsonProposed(run, 't', data)], true, options));
			sent += 1;
			await answers(run, call, sent, 3_000);
			const answer = call.messages[sent - 1];
			run.note(what, {
				error: answer && tellDetail(answer),
				echo: answer?.getExpectedStreamPositionCase(),
				ok: answer?.hasSuccess(),
				failed: call.error,
			});
		};
		const empty = new emptyPb.Empty();
		await send('expecting none', batchOptions(run.name()).setNoStream(empty));
		await send('expecting 7', batchOptions(run.name()).setStreamPosition('7'));
		await send('missing, expecting it to exist', batchOptions(run.name('missing')).setStreamExists(empty));
		await send('missing, expecting 0', batchOptions(run.name('missing')).setStreamPosition('0'));
		await send('too large', anyRevision(run.name('large')), `"${'x'.repeat(1_100_000)}"`);
		await send('good', anyRevision(run.name('good')));
		await run.prepare('tombstone', () => run.client.tombstoneStream(run.name()));
		await send('tombstoned', anyRevision(run.name()));
		await send('no expected revision', batchOptions(run.name('none')));
	}),
];
