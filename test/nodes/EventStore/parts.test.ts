import fc from 'fast-check';

import { partsOf, sizeOf } from '../../../nodes/EventStore/append-size.ts';
import { eventFilter } from '../../../nodes/EventStore/filter-fields.ts';
import type { NewEvent } from '../../../nodes/EventStore/new-event.ts';
import { toPosition } from '../../../nodes/EventStore/position.ts';
import { givenSettings, serverSettings, settingsItem } from '../../../nodes/EventStore/groups/settings.ts';

const event = (size: number, n = 0): NewEvent => ({ id: String(n), type: '', isJson: true, data: Buffer.alloc(size), metadata: Buffer.alloc(0) });

describe('the parts of an append', () => {
	it('hold all events in their order, and each no more than the server takes, but for an event that is larger alone', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(50)), fc.integer({ min: 1, max: 60 }), (sizes, most) => {
				const events = sizes.map(event);
				const parts = partsOf(events, most);
				expect(parts.flat()).toEqual(events);
				for (const part of parts) expect(part.length === 1 || part.reduce((sum, each) => sum + sizeOf(each), 0) <= most).toBe(true);
			}),
		);
	});

	it('are no more than needed', () => {
		expect(partsOf([event(4), event(6), event(1), event(10)], 10).map((part) => part.length)).toEqual([2, 1, 1]);
	});
});

describe('a position of the log', () => {
	it.each<[unknown, bigint, bigint]>([
		['4711/4700', 4711n, 4700n],
		[' C:4711/P:4700 ', 4711n, 4700n],
		['4711', 4711n, 4711n],
		[4711, 4711n, 4711n],
		[{ commit: '4711', prepare: '4700' }, 4711n, 4700n],
		[{ commit: 4711 }, 4711n, 4711n],
	])('is read from %j', (value, commit, prepare) => {
		expect(toPosition(value, 'From')).toEqual({ commit, prepare });
	});

	it.each([['yesterday'], ['-1'], ['5/7'], [''], [null], [{}], ['99999999999999999999'], [1.5]])('is not read from %j', (value) => {
		expect(() => toPosition(value, 'From')).toThrow('From: got');
	});
});

describe('the filter', () => {
	it.each([
		[{ filter: 'none', prefixes: 'x', regex: 'y' }, undefined],
		[{ filter: 'noSystem', prefixes: '', regex: '' }, { on: 'type', regex: String.raw`^[^\$].*` }],
		[{ filter: 'streamPrefix', prefixes: ' a-, ,b- ', regex: '' }, { on: 'stream', prefixes: ['a-', 'b-'] }],
		[{ filter: 'typeRegex', prefixes: '', regex: '^a,b$' }, { on: 'type', regex: '^a,b$' }],
	] as const)('%j', (given, wanted) => {
		expect(eventFilter(given)).toEqual(wanted);
	});
});

describe('the settings of a group', () => {
	it('are written as they are read', () => {
		for (const [startFrom, stream] of [['start', 's'], ['END', 's'], ['12', 's'], ['7/5', '$all'], [{ commit: '7', prepare: '5' }, '$all']] as const) {
			const given = givenSettings({ startFrom, maxSubscriberCount: 0 }, stream);
			expect(settingsItem(serverSettings(given, stream))).toMatchObject(given);
		}
	});

	it('that are not given stay', () => {
		const found = serverSettings({ maxRetryCount: 3, maxSubscriberCount: 7 }, 's');
		expect(serverSettings({ messageTimeout: 5 }, 's', found)).toEqual({ ...found, messageTimeout: 5 });
	});

	it.each(['noon', '-1', '1.5', {}])('begin nowhere with %j', (startFrom) => {
		expect(() => givenSettings({ startFrom }, 's')).toThrow('Start From: got');
	});
});
