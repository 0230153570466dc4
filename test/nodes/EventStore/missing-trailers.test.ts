import { ErrorType } from '@eventstore/db-client';
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js';
import { Metadata, status } from '@grpc/grpc-js';

import { toFailure } from '../../../nodes/EventStore/failure.ts';
import { completeTrailers } from '../../../nodes/EventStore/missing-trailers.ts';
import { SystemError } from '../../../nodes/shared/errors.ts';

describe('a failure whose trailers a server could not send', () => {
	it.each(Object.values(ErrorType))('does not make the client throw (%s)', (exception) => {
		const metadata = new Metadata();
		metadata.set('exception', exception);
		completeTrailers(metadata);
		const error = Object.assign(new Error('9 FAILED_PRECONDITION: it failed'), { code: status.FAILED_PRECONDITION, details: 'it failed', metadata });
		const failure = toFailure(convertToCommandError(error), { secure: true, user: true });
		expect(failure).toBeInstanceOf(SystemError);
		expect((failure as SystemError).failure.message).not.toBe('');
	});

	it('keeps the trailers that came', () => {
		const metadata = new Metadata();
		metadata.set('exception', ErrorType.STREAM_DELETED);
		metadata.set('stream-name', 's');
		completeTrailers(metadata);
		expect(metadata.getMap()).toMatchObject({ 'stream-name': 's' });
		completeTrailers(undefined);
	});
});
