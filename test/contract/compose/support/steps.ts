import type { Process } from '../../../../workflows/check/process.ts';
import { chosenWorkflow, drawn, entrance, note, process as node } from '../../process/support/workflows.ts';

/** What a step makes of the number that it is given; one that says nothing leaves it and notes nothing. */
export const KINDS: Readonly<Record<string, ((number: number) => number) | undefined>> = {
	double: (number) => number * 2,
	raise: (number) => number + 3,
	mirror: (number) => 10 - number,
	idle: undefined,
};

const CODE: Readonly<Record<string, string>> = { double: 'number * 2', raise: 'number + 3', mirror: '10 - number' };

const SCHEMA = `type Input struct {
  subject String # The stream that has what was done
  number Int
  failAt optional Int # The number that no step takes
  failure optional String # How it fails: as a refusal, unless it is a "crash"
}

type Output struct {
  number Int
  did String
}

type Nothing struct {
}

type Undo struct {
  subject String
  number Int
  did String
}`;

const of = (root: string) => ({ source: 'text', schema: SCHEMA, root });
const shape = (root: string, to: string, invalid: string) => ({ type: 'n8n-nodes-cim.informationType', parameters: { operation: 'shape', ...of(root), options: { nullIsMissing: true } }, to: [[to], [invalid]] });
const isSo = (expression: string, yes: string, no: string) => ({
	type: 'n8n-nodes-base.if',
	version: 2.2,
	parameters: { conditions: { options: { version: 2, typeValidation: 'strict' }, combinator: 'and', conditions: [{ id: 'so', leftValue: `={{ ${expression} }}`, rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } }] } },
	to: [[yes], [no]],
});
const held = "$('Hold').item.json";

/** The steps, and the one that undoes each of them. Their ids are no others'. */
export function smallSteps(mark: string): Process[] {
	const id = (kind: string) => `${mark}-${kind}`;
	const asStep = (kind: string, nodes: Parameters<typeof drawn>[1]) => ({ ...drawn(id(kind), nodes), id: id(kind), folder: `steps/${id(kind)}` }) as Process;
	const inputs = ['subject', 'number', 'failAt', 'failure'];
	const working = Object.keys(CODE).map((kind) =>
		asStep(kind, {
			Called: entrance('Hold', ...inputs),
			Hold: shape('Input', 'Fails?', 'Refuse'),
			'Fails?': isSo('$json.number === $json.failAt', 'Crashes?', 'Note'),
			'Crashes?': isSo("$json.failure === 'crash'", 'Crash', 'Refuse'),
			Crash: { type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'It crashed' } },
			Refuse: node('step', 'refuse', { reason: '={{ `No step takes ${$json.number}` }}', status: 409 }),
			Note: { ...note('={{ $json.subject }}', 'Did', 'End'), parameters: { ...note('={{ $json.subject }}', 'Did').parameters, data: `={{ (({ number }) => ({ step: '${kind}', from: number, to: ${CODE[kind]} }))($json) }}` } },
			End: node('step', 'end', { output: `={{ (({ number }) => ({ number: ${CODE[kind]}, did: '${kind}' }))(${held}) }}`, ...of('Output'), undoStep: chosenWorkflow(id('undo'), 'undo') }),
		}),
	);
	const idle = asStep('idle', { Called: entrance('Hold', ...inputs), Hold: shape('Input', 'End', 'Refuse'), Refuse: node('step', 'refuse', { reason: 'It does not fit', status: 422 }), End: node('step', 'end', { output: '={{ {} }}', ...of('Nothing'), undoStep: '' }) });
	const undo = asStep('undo', {
		Called: entrance('Hold', 'subject', 'number', 'did'),
		Hold: shape('Undo', 'Note', 'Refuse'),
		Refuse: node('step', 'refuse', { reason: 'It does not fit', status: 422 }),
		Note: { ...note('={{ $json.subject }}', 'Undid', 'End'), parameters: { ...note('={{ $json.subject }}', 'Undid').parameters, data: '={{ { step: $json.did, to: $json.number } }}' } },
		End: node('step', 'end', { output: '={{ {} }}', ...of('Nothing'), undoStep: '' }),
	});
	return [...working, idle, undo];
}
