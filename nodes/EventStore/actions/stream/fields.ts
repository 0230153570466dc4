import { InvalidField } from '../../../shared/errors.ts';
import { locator } from '../../../shared/field.ts';
import { keeperOf } from '../../system-projection.ts';

export const stream = locator('searchStreams', {
	displayName: 'Stream',
	placeholder: 'document-4711',
	description: 'The stream, named category-ID so that the database can group by category',
});

/**
 * The name of a stream of events. Metadata there is of `$all` too: who may read the log.
 *
 * @throws InvalidField for the log of the whole database, which the server would call a stream that is missing
 */
export function ofEvents(stream: string): string {
	if (stream === '$all') throw new InvalidField('Stream', '"$all" is the log of the whole database and no stream', 'the name of a stream');
	return stream;
}

/**
 * The name of a stream that may be appended to.
 *
 * @throws InvalidField for a stream that a system projection keeps: an append by anybody else stops that projection for good, and
 *   enabling it does not bring it back (recorded from KurrentDB 25 and EventStoreDB 23)
 */
export function ofNewEvents(stream: string): string {
	const projection = keeperOf(ofEvents(stream));
	if (projection === undefined) return stream;
	throw new InvalidField('Stream', `"${stream}" is written by the system projection ${projection}, which an append by anybody else stops for good`, 'another stream');
}
