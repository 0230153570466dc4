import fc from 'fast-check';
import { validate, version } from 'uuid';

import { automaticEventId, eventId, keyedEventId, type Place } from '../../../nodes/EventStore/event-id.ts';

type Parts = { instance: string; workflow: string; execution: string; began: number; node: string; run: number };

const somewhere: Parts = { instance: 'i', workflow: 'w', execution: '7', began: 1_700_000_000_000, node: 'n', run: 0 };

function place(parts: Partial<Parts> = {}): Place {
	const { instance, workflow, execution, began, node, run } = { ...somewhere, ...parts };
	return {
		getInstanceId: () => instance,
		getWorkflow: () => ({ id: workflow, active: false }),
		getExecutionId: () => execution,
		getExecutionContext: () => ({ version: 1, establishedAt: began, source: 'manual' }),
		getNode: () => ({ id: node, name: 'N', type: 't', typeVersion: 1, position: [0, 0], parameters: {} }),
		evaluateExpression: () => run,
	};
}

describe('the id of an event', () => {
	it('is the same again when the same item is run again in the same execution', () => {
		expect(automaticEventId(place(), 3)).toBe(automaticEventId(place(), 3));
		expect(version(automaticEventId(place(), 3))).toBe(5);
	});

	it.each<[string, Partial<Parts>]>([
		['another n8n', { instance: 'j' }],
		['another workflow', { workflow: 'x' }],
		['another execution', { execution: '8' }],
		["an execution of the same number, after n8n's database was made anew", { began: somewhere.began + 1 }],
		['another node', { node: 'm' }],
		['another round of a loop', { run: 1 }],
	])('is another one for %s', (_what, parts) => {
		expect(automaticEventId(place(parts), 0)).not.toBe(automaticEventId(place(), 0));
	});

	it('is another one for each item', () => {
		expect(new Set(Array.from({ length: 100 }, (_, index) => automaticEventId(place(), index))).size).toBe(100);
	});

	it('of a key is UUIDv5 in a namespace that never changes', () => {
		expect(keyedEventId('invoice-4711-paid')).toBe('e8bdbe40-a810-5653-b067-554eb68c3777');
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
				expect(validate(keyedEventId(a))).toBe(true);
				expect(keyedEventId(a) === keyedEventId(b)).toBe(a === b);
			}),
		);
	});

	describe('of a user', () => {
		const given = (id: string) => eventId({ eventIdFrom: 'uuid', eventKey: '', eventId: id }, place(), 0);

		it.each([
			'3F2C1F9E-6A53-4C38-8A51-0D5D4B1C9F10',
			'3f2c1f9e6a534c388a510d5d4b1c9f10',
			'{3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10}',
			'(3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10)',
			'urn:uuid:3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10',
			' 3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10\n',
		])('is taken as %j', (spelling) => {
			expect(given(spelling)).toBe('3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10');
		});

		it('may be any bits, whatever version and variant they would say', () => {
			expect(given('0cc175b9-c0f1-b6a8-31c3-99e269772661')).toBe('0cc175b9-c0f1-b6a8-31c3-99e269772661');
			fc.assert(
				fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }).filter((bytes) => bytes.some(Boolean)), (bytes) => {
					const digits = Buffer.from(bytes).toString('hex');
					expect(given(digits).replaceAll('-', '')).toBe(digits);
				}),
			);
		});

		it.each([
			['order-1', 'UUID: "order-1" is not a UUID'],
			['3f2c1f9e-6a534c38-8a51-0d5d4b1c9f10', 'UUID: "3f2c1f9e-6a534c38'],
			['00000000-0000-0000-0000-000000000000', 'UUID: is all zeros'],
		])('is refused as %j', (text, message) => {
			expect(() => given(text)).toThrow(message);
		});
	});
});
