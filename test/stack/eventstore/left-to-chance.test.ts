import { modes, recordingOf } from '../../contract/eventstore-server/replay/areas.ts';
import { Comparison, knownEverywhere } from '../../contract/eventstore-server/replay/compare.ts';
import { toldOf } from '../../contract/eventstore-server/replay/either.ts';
import type { Recorded } from '../../contract/eventstore-server/replay/play.ts';
import type { Plain } from '../../contract/eventstore-server/replay/settle.ts';

const known = await knownEverywhere();

describe('what is left to chance', () => {
	const places = known.flatMap(([area, { leftToChance = {} }]) => Object.entries(leftToChance).flatMap(([name, { either = [] }]) => {
		return either.map((place) => ({ title: `${area}: ${name}, ${place.step}`, area, name, place }));
	}));

	test.each(places)('is shown by recordings of the real server that differ: $title', ({ area, name, place }) => {
		const recordings = modes.map((mode) => recordingOf(area, mode));
		expect(toldOf(name, place, recordings)).toHaveLength(2);
	});

	test('is not listed as a difference, too', () => {
		const both = known.flatMap(([, { scenarios, leftToChance = {} }]) => Object.keys(leftToChance).filter((name) => name in scenarios));
		expect(both).toEqual([]);
	});
});

describe('a comparison', () => {
	const tellStatus = (status: string, name = 'p'): Recorded => {
		return { name: 'switched', steps: [{ what: 'end', result: { name, status } }], positions: 0 };
	};
	const either = [{ step: 'end', path: 'result.status', what: 'whether it was paused' }];
	const comparison = new Comparison(
		{ complete: true, scenarios: {}, leftToChance: { switched: { either } } }, [[tellStatus('Stopped')], [tellStatus('Paused')]]);

	test.each([
		['Stopped', []],
		['Paused', []],
		['Running', ['.steps[0 end].result.status']],
	])('takes what one of the recordings has at a place that is left to chance, and nothing else: %s', (status, different) => {
		const found = comparison.differences(tellStatus('Stopped'), tellStatus(status));
		expect(found.map(({ path }) => path)).toEqual(different);
	});

	test('compares the places around it as ever', () => {
		const found = comparison.differences(tellStatus('Stopped'), tellStatus('Paused', 'q'));
		expect(found.map(({ path }) => path)).toEqual(['.steps[0 end].result.name']);
	});

	test('shows the whole answer where nothing was recorded', () => {
		expect(comparison.differences(undefined, tellStatus('Stopped'))).toHaveLength(1);
	});
});

describe('a comparison in which links may lie anywhere', () => {
	const linked = (link: number, source: number): Plain => {
		const place = (rank: number) => `<position:${rank}>`;
		return {
			link: { type: '$>', position: { commit: place(link) }, metadata: { $c: place(source) } },
			event: { type: 't', position: { commit: place(source) } }, commitPosition: place(link),
		};
	};
	const whole = (...result: Plain[]): Recorded => ({ name: 'links', steps: [{ what: 'whole', result }], positions: 4 });
	const comparison = new Comparison({ complete: true, scenarios: {}, leftToChance: { links: { linksAnywhere: true } } }, []);
	const recorded = whole(linked(3, 1), linked(4, 2));

	test('takes links that lie closer to their events', () => {
		expect(comparison.differences(recorded, whole(linked(2, 1), linked(4, 3)))).toEqual([]);
	});

	test('sees a link that lies before its event', () => {
		expect(comparison.differences(recorded, whole(linked(1, 2), linked(4, 3)))).not.toEqual([]);
	});

	test('sees links in another order, and links of other events', () => {
		expect(comparison.differences(recorded, whole(linked(4, 1), linked(3, 2)))).not.toEqual([]);
		expect(comparison.differences(recorded, whole(linked(3, 2), linked(4, 1)))).not.toEqual([]);
	});
});
