import { field } from '../shared/field.ts';
import { type Output, output } from '../shared/operation.ts';
import { type Revision, WrongRevision } from './failure.ts';
import { toJsonNumber } from './revision.ts';

/** Name of the node's second output, which it has when the user asked for it. */
export const CONFLICT = 'conflict';

export const conflictOutput = field({
	displayName: 'Conflicts Leave by a Second Output',
	type: 'boolean',
	default: false,
	noDataExpression: true,
	description: 'Whether an item whose stream is at another revision than expected leaves by an output of its own, with both revisions, instead of failing',
});

/** What leaves in place of an item whose stream is at another revision; `undefined` of any other failure. */
export function conflictItem(thrown: unknown, stream: string): Output | undefined {
	if (!(thrown instanceof WrongRevision)) return undefined;
	const { expected, actual, message } = thrown;
	return output({ stream, conflict: message, expectedRevision: plain(expected), actualRevision: plain(actual) }, { branch: CONFLICT });
}

/** Revisions as numbers, the others by the names that the field Expected Revision has for them; none is `null`. */
function plain(revision: Revision): number | string | null {
	if (typeof revision === 'bigint') return toJsonNumber(revision);
	return { any: 'any', no_stream: null, stream_exists: 'streamExists' }[revision];
}
