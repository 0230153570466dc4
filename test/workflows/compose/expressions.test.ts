import { parseExpression } from '../../../workflows/check/expression.ts';
import { compose } from '../../../workflows/compose/compose.ts';
import { evaluated, nodeOf } from './simulated.ts';
import { libraryOf } from '../small-library.ts';
import { step } from './small-steps.ts';

const keep = step({ id: 'keep', takes: 'a String\nb optional Int\nc optional nullable Int\nd-e String'.replace('d-e String', 'de String (rename "d-e")'), gives: 'f Int' });
keep.nodes.find(({ name }) => name === 'When called')!.parameters = { workflowInputs: { values: ['a', 'b', 'c', 'd-e'].map((name) => ({ name, type: 'any' })) } };

const webhook = { method: 'POST', path: 'made', groups: ['readers'], set: {} };
const workflow = (key: string[] = [], asked: { webhook?: typeof webhook } = { webhook }) => compose({ name: 'made', row: [['keep']], key, ...asked }, libraryOf(keep)).workflow;
const value = (name: string, parameter: string, json: unknown, of = workflow()) => evaluated(nodeOf(of, name).parameters[parameter], json);

it('all are expressions that n8n can parse', () => {
	for (const { name, parameters } of workflow().nodes) {
		for (const text of Object.values(parameters).filter((each): each is string => typeof each === 'string' && each.startsWith('='))) expect([name, parseExpression(text).fault]).toEqual([name, undefined]);
	}
});

describe('a request', () => {
	const asked = (body: unknown, headers = {}) => value('Read the request', 'jsonOutput', { body, headers, identity: { subject: 'ada' } });

	it('is its body, and the key of its header, which is its caller\'s own', () => {
		expect(asked({ a: 1 }, { 'idempotency-key': '7' })).toEqual({ a: 1, idempotencyKey: 'ada/7' });
		expect(asked({ a: 1, idempotencyKey: 'forged' })).toEqual({ a: 1, idempotencyKey: '' });
	});

	it('has what is made of it, whatever its body says', () => {
		const of = workflow([], { webhook: { ...webhook, set: { 'd-e': '$json.identity.subject' } } });
		expect(value('Read the request', 'jsonOutput', { body: { 'd-e': 'forged' }, headers: {}, identity: { subject: 'ada' } }, of)).toEqual({ 'd-e': 'ada', idempotencyKey: '' });
	});

	it.each([null, undefined, 'text', 7])('that has %p for a body has no fields', (body) => {
		expect(asked(body)).toEqual({ idempotencyKey: '' });
	});

	it('begins with the input and its key', () => {
		const item = { a: 'x', 'd-e': 'y', idempotencyKey: 'ada/7' };
		expect(value('Begin', 'input', item)).toEqual({ a: 'x', 'd-e': 'y' });
		expect(value('Begin', 'key', item)).toBe('ada/7');
	});

	it('begins without the nulls that n8n gives for what a caller leaves out, and with those that mean something', () => {
		expect(value('Begin', 'input', { a: null, b: null, c: null, other: null })).toEqual({ a: null, c: null, other: null });
		expect(value('Begin', 'key', { a: 'x' })).toBe('');
	});

	it('has a key of fields when it is said, no two of which are one', () => {
		const of = workflow(['a', 'd-e']);
		const key = (a: string, de: string) => value('Begin', 'key', { a, 'd-e': de }, of);
		expect(key('x', 'y')).toBe('x/y');
		expect(key('x/y', 'z')).not.toBe(key('x', 'y/z'));
		expect(value('Read the request', 'jsonOutput', { body: { a: 'x' } }, of)).toEqual({ a: 'x' });
	});
});

describe('an answer', () => {
	const failed = (json: object) => {
		const { conditions } = nodeOf(workflow(), 'Did a system fail?').parameters.conditions as { conditions: { leftValue: string }[] };
		return evaluated(conditions[0]!.leftValue, json);
	};
	const status = (json: object) => evaluated((nodeOf(workflow(), 'Answer').parameters.options as { responseCode: string }).responseCode, json);
	const body = (json: object) => value('Answer', 'responseBody', json);

	it.each([
		['a denied caller', { denial: { status: 401, body: { error: 'Unauthorized' } }, webhookUrl: '…' }, 401, { error: 'Unauthorized' }, false],
		['a gate that Authentik does not answer', { denial: { status: 503, body: { error: 'Later' } }, webhookUrl: '…' }, 503, { error: 'Later' }, true],
		['a gate that is off', { body: { a: 'secret' }, webhookUrl: '…' }, 500, { error: 'The caller could not be checked' }, true],
		['an input that does not fit', { status: 422, body: { error: 'No' } }, 422, { error: 'No' }, false],
		['a finished run', { status: 200, body: { f: 1 }, output: { f: 1 }, processRun: 'process-made.x' }, 200, { f: 1 }, false],
		['a run that was undone', { status: 503, body: { error: 'Later' }, undone: [], processRun: 'process-made.x' }, 503, { error: 'Later' }, true],
		['a run that a step refused', { status: 409, body: { error: 'No' }, undone: [], processRun: 'process-made.x' }, 409, { error: 'No' }, false],
	])('to %s', (_, json, expectedStatus, expectedBody, isFailed) => {
		expect([status(json), body(json), failed(json)]).toEqual([expectedStatus, expectedBody, isFailed]);
	});

	it('is none in a step, whatever the process has made', () => {
		expect(failed({ f: 1 })).toBe(false);
		expect(failed({ status: 500, f: 1 })).toBe(false);
	});
});
