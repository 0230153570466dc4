import { judge } from '../../../acceptance/coverage/judge.ts';
import { measure, missing, share } from '../../../acceptance/coverage/measure.ts';
import { Runs } from '../../../acceptance/coverage/runs.ts';
import { linesOf } from '../../../acceptance/coverage/tell.ts';
import { branching, drawn } from './workflow.ts';

/** One execution that went left. */
function wentLeft(): Runs {
	const runs = new Runs();
	const from = (previousNode: string) => ({ startTime: 0, source: [{ previousNode }] });
	runs.add({ data: { resultData: { runData: { Begin: [{ startTime: 0, source: [] }], Which: [from('Begin')], Left: [from('Which')], Both: [from('Left')] } } } });
	return runs;
}

const never = ['Right', 'Which → false → Right', 'Right → Both (input 2)'];
const known = never.map((what) => ({ workflow: 'drawn', what, reason: 'Nobody goes right' }));

describe('what ran', () => {
	it('is counted, and what never ran is named', () => {
		const coverage = measure(branching(), wentLeft());
		expect(missing(coverage)).toEqual(never);
		expect([share(coverage.nodes), share(coverage.wires)]).toEqual(['4/5', '3/5']);
	});

	it('does not have to be what is disabled', () => {
		const canvas = drawn({ Begin: { type: 'n8n-nodes-base.manualTrigger' }, Off: { type: 'n8n-nodes-base.noOp', disabled: true } }, 'Begin 0 Off');
		const coverage = measure(canvas, new Runs());
		expect(missing(coverage)).toEqual(['Begin']);
		expect(share(coverage.wires)).toBe('0/0');
	});

	it('is held against what is known not to run', () => {
		const coverages = [measure(branching(), wentLeft())];
		expect(judge(coverages, known)).toEqual({ uncovered: [], stale: [] });
		expect(judge(coverages, known.slice(1)).uncovered).toEqual([{ workflow: 'drawn', what: 'Right' }]);
	});

	it.each(['Left', 'There is no such node'])('and what is listed and ran, or is not there, is told: %s', (what) => {
		const stale = { workflow: 'drawn', what, reason: 'It was so once' };
		expect(judge([measure(branching(), wentLeft())], [...known, stale])).toEqual({ uncovered: [], stale: [stale] });
	});
});

describe('the terminal', () => {
	const whole = { ...measure(branching(), wentLeft()), nodes: [], wires: [] };

	it('has a line for each workflow that lacks something, and the sum', () => {
		const coverages = [measure(branching(), wentLeft()), whole];
		expect(linesOf(coverages, judge(coverages, known.slice(0, 2)))).toEqual([
			'drawn: nodes 4/5, wires 3/5: Right → Both (input 2) never ran; 2 known not to',
			'2 workflows: 4/5 nodes, 3/5 wires ran',
		]);
	});

	it('has a line for each that is listed wrongly', () => {
		expect(linesOf([whole], judge([whole], known.slice(0, 1)))).toEqual(['drawn: "Right" is listed as never run, and ran or is not there', '1 workflows: 0/0 nodes, 0/0 wires ran']);
	});
});
