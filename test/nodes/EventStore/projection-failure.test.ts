import { inWords } from '../../../nodes/EventStore/projections/failure.ts';
import { SystemError } from '../../../nodes/shared/errors.ts';

const told = async (message: string, code: string, name?: string) =>
	await inWords(name, () => Promise.reject(new SystemError({ message, code }))).catch((thrown: unknown) => (thrown as SystemError).failure);

describe('what a server says of a projection', () => {
	it.each([
		["Projection 'p' not found", 'not-found', 'projection-not-found', 'There is no projection "p"'],
		['Envelope callback expected Updated, received NotFound instead', 'unknown', 'projection-not-found', 'There is no projection "p"'],
		['Envelope callback expected Updated, received Conflict instead', 'unknown', 'projection-exists', 'There is a projection "p" already'],
		['Envelope callback expected Updated, received OperationFailed instead', 'unknown', 'projection-operation-failed', 'The event store did not do this to the projection "p"'],
		['Envelope callback expected Updated, received NotAuthorized instead', 'unknown', 'access-denied', 'Access denied'],
		['Exception was thrown by handler.', 'unknown', 'projection-faulted', 'The event store cannot tell how the projection "p" is'],
		['something else', 'unknown', 'unknown', 'something else'],
	])('%s', async (message, code, wanted, words) => {
		expect(await told(message, code, 'p')).toMatchObject({ code: wanted, message: words });
	});

	it('of a list is told without a name', async () => {
		expect(await told('Exception was thrown by handler.', 'unknown')).toMatchObject({ message: 'The event store cannot list its projections' });
	});
});
