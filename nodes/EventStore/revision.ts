import type { AppendExpectedRevision, ExpectedRevision, Position } from '@eventstore/db-client';
import { ANY, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';

import { InvalidField } from '../shared/errors.ts';
import { field } from '../shared/field.ts';

const revision = field({
	displayName: 'Revision',
	type: 'number',
	required: true,
	default: 0,
	typeOptions: { minValue: 0 },
	description: 'Revision of the event that must be the last one of the stream',
	show: { expectedRevision: ['revision'] },
});

/** Where a stream must be for an append; see {@link expectedRevision}. */
export const expectedRevisionFields = {
	expectedRevision: field({
		displayName: 'Expected Revision',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any', description: 'Append whatever the stream holds' },
			{ name: 'No Stream', value: 'noStream', description: 'Only when the stream has no event yet' },
			{ name: 'Revision', value: 'revision', description: 'Only when the last event of the stream has this revision' },
			{ name: 'Stream Exists', value: 'streamExists', description: 'Only when the stream has been written to' },
		],
		default: 'any',
		description: 'What must be so for the events to be appended; otherwise the item fails with code wrong-expected-revision',
	}),
	revision,
} as const;

/** Where a stream must be to be deleted: the protocol has no more than these two; see {@link deletedRevision}. */
export const deletedRevisionFields = {
	expectedRevision: field({
		displayName: 'Expected Revision',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any', description: 'Delete whatever the stream holds' },
			{ name: 'Revision', value: 'revision', description: 'Only when the last event of the stream has this revision' },
		],
		default: 'any',
		description: 'What must be so for the stream to be deleted; otherwise the item fails with code wrong-expected-revision',
	}),
	revision,
} as const;

/** @throws InvalidField when the revision is no whole number */
export function deletedRevision(given: { expectedRevision: 'any' | 'revision'; revision: number }): ExpectedRevision {
	return given.expectedRevision === 'any' ? ANY : wholeRevision('Revision', given.revision);
}

/** @throws InvalidField when the revision is no whole number */
export function expectedRevision(given: {
	expectedRevision: 'any' | 'noStream' | 'streamExists' | 'revision';
	revision: number;
}): AppendExpectedRevision {
	switch (given.expectedRevision) {
		case 'any':
			return ANY;
		case 'noStream':
			return NO_STREAM;
		case 'streamExists':
			return STREAM_EXISTS;
		case 'revision':
			return wholeRevision('Revision', given.revision);
	}
}

/** @throws InvalidField when the number is none that a revision can have */
export function wholeRevision(name: string, value: number): bigint {
	if (!Number.isSafeInteger(value) || value < 0) throw new InvalidField(name, `${value} is no revision`, 'a whole number from 0');
	return BigInt(value);
}

/** A 64-bit number as JSON has it: a number while that is exact, text beyond. */
export function toJsonNumber(value: bigint): number | string {
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value.toString();
}

/** A position in the log of the whole database, as text because it is compared and passed on, never calculated with. */
export function toJsonPosition(position: Position | undefined): { commit: string; prepare: string } | undefined {
	return position && { commit: position.commit.toString(), prepare: position.prepare.toString() };
}
