import { forgetEvents, newEvents, rememberEvents } from '../../../../nodes/Ceph/trigger/duplicates.ts';
import type { BucketEvent } from '../../../../nodes/Ceph/trigger/record.ts';

const event = (eventId: string | undefined, more: Partial<BucketEvent> = {}) => ({ event: 'ObjectCreated:Put', bucket: 'b', key: 'k', eventId, ...more }) as BucketEvent;
const fresh = (events: BucketEvent[], stored: string[] = []) => newEvents('t', events, stored).fresh;

describe('an event', () => {
	afterEach(() => forgetEvents('t'));

	it('is new once, by the marks that are stored', () => {
		const { fresh: first, marks } = newEvents('t', [event('1'), event('2'), event('1')], []);
		expect(first).toEqual([event('1'), event('2')]);
		expect(marks).toHaveLength(2);
		expect(fresh([event('2'), event('3')], marks)).toEqual([event('3')]);
	});

	it('is new again as long as nobody took it', () => {
		const { marks } = newEvents('t', [event('1')], []);
		expect(fresh([event('1')])).toEqual([event('1')]);
		rememberEvents('t', marks);
		expect(fresh([event('1')])).toEqual([]);
		expect(newEvents('other', [event('1')], []).fresh).toEqual([event('1')]);
	});

	it.each([{ event: 'ObjectRemoved:Delete' }, { bucket: 'c' }, { key: 'l' }, { versionId: 'v' }])('with the id of another and %j is another', (more) => {
		expect(fresh([event('1'), event('1', more)])).toHaveLength(2);
	});

	it('without an id is always new', () => {
		expect(fresh([event(undefined), event(undefined)])).toHaveLength(2);
	});

	it('is forgotten after many others, so that what is stored stays small', () => {
		let marks: string[] = [];
		for (let id = 0; id < 500; id++) ({ marks } = newEvents('t', [event(String(id))], marks));
		expect(marks).toHaveLength(100);
		expect(fresh([event('499'), event('400'), event('399')], marks)).toEqual([event('399')]);
	});
});
