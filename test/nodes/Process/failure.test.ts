import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, OperationalError } from 'n8n-workflow';

import { InvalidField } from '../../../nodes/shared/errors.ts';
import { toStepFailed } from '../../../nodes/Process/step/failure.ts';

const node: INode = { id: '1', name: 'Record', type: 'n8n-nodes-cim.netBox', typeVersion: 1, position: [0, 0], parameters: {} };

/** As n8n hands the error of a sub-workflow to its caller: the step's own is plain data in another one. */
function throughN8n(error: NodeApiError | NodeOperationError): Error {
	const plain = { ...error, message: error.message, stack: error.stack };
	return new NodeOperationError(node, plain, plain as object);
}

const apiError = (httpCode: string) => new NodeApiError(node, { message: 'It failed' }, { message: 'It failed', description: 'So it is', httpCode });

describe("a step's error that comes through n8n", () => {
	it.each([
		['404', false, false],
		['422', false, false],
		['429', true, false],
		['500', true, false],
		['504', true, true],
		['unreachable', true, false],
		['timeout', true, true],
		['connection-lost', true, true],
	])('with %s keeps its code, and says whether it may pass (%s) and was perhaps done (%s)', (code, passing, unknown) => {
		const failed = toStepFailed(throughN8n(apiError(code)));
		expect(failed.failure).toEqual({ message: 'It failed', description: 'So it is', code });
		expect({ passing: failed.passing, unknown: failed.unknown }).toEqual({ passing, unknown });
	});

	it('of whoever made the workflow or gave the input does not pass', () => {
		const failed = toStepFailed(throughN8n(new NodeOperationError(node, 'Size: got "x"')));
		expect({ message: failed.failure.message, passing: failed.passing, unknown: failed.unknown }).toEqual({ message: 'Size: got "x"', passing: false, unknown: false });
	});

	it.each([
		['of a text', new NodeOperationError(node, 'Size: got "x"')],
		['of another error', new NodeOperationError(node, new InvalidField('Size', 'got "x"'))],
	])('as a node has made it %s does not pass either', (_how, error) => {
		expect(toStepFailed(error)).toMatchObject({ passing: false, unknown: false });
	});

	it("of n8n's own that says that something did not work may pass", () => {
		expect(toStepFailed(new OperationalError('The database is away'))).toMatchObject({ passing: true });
	});

	it('of a step that refused has the answer for the caller', () => {
		const answer = { status: 409, body: { error: 'Taken' } };
		expect(toStepFailed(throughN8n(apiError('409')), { refusal: answer }).failure).toMatchObject({ code: '409', answer });
	});
});
