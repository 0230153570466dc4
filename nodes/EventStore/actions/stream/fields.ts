import { InvalidField } from '../../../shared/errors.ts';
import { locator } from '../../../shared/field.ts';

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
