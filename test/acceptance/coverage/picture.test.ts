import { measure } from '../../../acceptance/coverage/measure.ts';
import { pageOf } from '../../../acceptance/coverage/page.ts';
import { pictureOf } from '../../../acceptance/coverage/picture/picture.ts';
import { escaped, withoutMarkdown, wrapped } from '../../../acceptance/coverage/picture/text.ts';
import { Runs } from '../../../acceptance/coverage/runs.ts';
import { branching, drawn } from './workflow.ts';

function begun(): Runs {
	const runs = new Runs();
	runs.add({ data: { resultData: { runData: { Begin: [{ startTime: 0, source: [] }], Which: [{ startTime: 1, source: [{ previousNode: 'Begin' }] }] } } } });
	return runs;
}

/** Class and title of each wire. */
const wiresIn = (picture: string) => [...picture.matchAll(/<path class="wire (\w+)"[^>]*><title>([^<]*)<\/title>/g)].map(([, state, title]) => `${state}: ${title}`);

describe('the picture of a workflow', () => {
	const picture = pictureOf(measure(branching(), begun()), (words) => (words === 'Left' || words === 'Which → true → Left' ? 'Nobody goes left' : undefined));

	it('has what ran, what never ran, and what is known not to, with the reason', () => {
		expect(wiresIn(picture).toSorted()).toEqual([
			'known: Which → true → Left: never ran (Nobody goes left)',
			'missing: Left → Both (input 1): never ran',
			'missing: Right → Both (input 2): never ran',
			'missing: Which → false → Right: never ran',
			'ran: Begin → Which: ran 1 time',
		]);
		expect(picture).toContain('<g class="node ran"><title>Which: ran 1 time</title>');
		expect(picture).toContain('<g class="node missing"><title>Both: never ran</title>');
		expect(picture).toContain('<g class="node known"><title>Left: never ran (Nobody goes left)</title>');
	});

	it('has each wire from its output to its input', () => {
		// Nodes are 96 pixels; the If has two outputs on its right, the Merge two inputs on its left.
		expect(picture).toContain('d="M316 24C378 24 378 48 440 48"><title>Which → true → Left');
		expect(picture).toContain('d="M756 48C818 48 818 72 880 72"><title>Right → Both (input 2)');
	});

	it('shows all of it, with its notes', () => {
		expect(picture).toContain('viewBox="-60 -40 1500 280"');
		expect(picture).toContain('>How it works</text>');
	});

	it('says what is disabled without calling it missing', () => {
		const off = pictureOf(measure(drawn({ Off: { type: 'n8n-nodes-base.noOp', disabled: true } }), new Runs()), () => undefined);
		expect(off).toContain('<g class="node off"><title>Off: disabled</title>');
	});

	it('is XML whatever the names are', () => {
		const odd = drawn({ '<script>&"\u0007': { type: 'n8n-nodes-base.noOp' } });
		const text = pictureOf(measure(odd, new Runs()), () => undefined);
		expect(text).not.toContain('<script>');
		expect(text).toContain('&#60;script&#62;&#38;&#34;\ufffd');
		expect(text).toContain('<title>Drawn &#60;by hand&#62;</title>');
	});

	it('of nothing is a picture too', () => {
		expect(pictureOf(measure(drawn({}), new Runs()), () => undefined)).toContain('viewBox="0 0 80 80"');
	});
});

describe('the page', () => {
	it('has the figures, and in words what never ran', () => {
		const known = [{ workflow: 'drawn', what: 'Left', reason: 'Nobody goes left' }];
		const page = pageOf({ coverages: [measure(branching(), begun())], known, since: new Date('2026-01-31T12:00:00Z') });
		expect(page).toContain('2/5 nodes and 1/5 wires ran in executions since 2026-01-31T12:00:00.000Z');
		expect(page).toContain('<li class="missing">Which → true → Left never ran</li>');
		expect(page).toContain('<li class="known">Left never ran<span class="faint">: Nobody goes left</span></li>');
	});
});

describe('texts of a picture', () => {
	it.each([
		['A & B', 'A &#38; B'],
		["it's", 'it&#39;s'],
	])('are escaped: %s', (text, xml) => {
		expect(escaped(text)).toBe(xml);
	});

	it('are broken where they have spaces', () => {
		expect(wrapped('Shape DocumentPublicationFailed now', 12)).toEqual(['Shape', 'DocumentPublicationFailed', 'now']);
		expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
		expect(wrapped('', 8)).toEqual([]);
	});

	it('lose what markdown marks', () => {
		expect(withoutMarkdown('## Title\n**bold** and `code`, [a link](https://example.com)')).toBe('Title\nbold and code, a link');
	});
});
