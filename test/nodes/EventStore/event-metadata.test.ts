import { eventMetadata } from '../../../nodes/EventStore/event-metadata.ts';

const execution = {
	getExecutionId: () => '42',
	getWorkflow: () => ({ id: 'w', name: 'publish-document', active: true }),
};

describe('the metadata of an event', () => {
	it('says process and execution without being told', () => {
		expect(eventMetadata({}, execution)).toEqual({ process: 'publish-document', executionId: '42' });
	});

	it("keeps correlation and causation under the database's own names, and leaves out what is empty", () => {
		const given = { correlationId: 'c', causationId: 'd', actor: 'publisher', type: '', process: 'p', executionId: 'e' };
		expect(eventMetadata(given, execution)).toEqual({
			$correlationId: 'c',
			$causationId: 'd',
			actor: 'publisher',
			process: 'p',
			executionId: 'e',
		});
	});

	it('adds what is custom, but not over what has a field', () => {
		expect(eventMetadata({ custom: { actor: 'x', mood: 'good' }, actor: 'y' }, execution)).toMatchObject({ actor: 'y', mood: 'good' });
	});

	it.each([[['a']], ['text'], [3]])('refuses %j for custom metadata', (custom) => {
		expect(() => eventMetadata({ custom }, execution)).toThrow('Custom (JSON): is no object');
	});
});
