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

	it('adds what is custom, and takes it in place of the defaults', () => {
		expect(eventMetadata({ custom: { process: 'mine', mood: 'good' }, actor: 'y' }, execution)).toEqual({
			process: 'mine',
			executionId: '42',
			mood: 'good',
			actor: 'y',
		});
		expect(eventMetadata({ custom: { process: null, executionId: 7 }, process: '' }, execution)).toEqual({ process: null, executionId: 7 });
	});

	it('refuses what is given twice, unless it is the same', () => {
		expect(() => eventMetadata({ custom: { $correlationId: 'a' }, correlationId: 'b' }, execution)).toThrow(
			'Custom (JSON): "$correlationId" is given twice, here and in Correlation ID',
		);
		expect(eventMetadata({ custom: { process: 'p' }, process: 'p' }, execution)).toMatchObject({ process: 'p' });
	});

	it.each([[['a']], ['text'], [3]])('refuses %j for custom metadata', (custom) => {
		expect(() => eventMetadata({ custom }, execution)).toThrow('Custom (JSON): is no object');
	});
});
