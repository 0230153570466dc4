import { branching, drawn } from './workflow.ts';

const words = ({ wires }: ReturnType<typeof drawn>) => wires.map((wire) => wire.words);

describe('what a canvas shows', () => {
	it('is nodes and wires by the names of their outputs and inputs, and notes beside them', () => {
		const canvas = branching();
		expect(canvas.nodes.map(({ name }) => name)).toEqual(['Begin', 'Which', 'Left', 'Right', 'Both']);
		expect(words(canvas)).toEqual(['Begin → Which', 'Which → true → Left', 'Which → false → Right', 'Left → Both (input 1)', 'Right → Both (input 2)']);
		expect(canvas.notes).toEqual([{ content: '## How it **works**', position: [1100, 0], width: 300, height: 200 }]);
	});

	it('has the output for errors, behind the others', () => {
		expect(words(drawn({ Try: { type: 'n8n-nodes-base.noOp', onError: 'continueErrorOutput' }, Tell: { type: 'n8n-nodes-base.noOp' } }, 'Try 1 Tell'))).toEqual(['Try → Error → Tell']);
	});

	it('tells outputs of one name apart by their numbers', () => {
		const twice = { type: 'n8n-nodes-base.switch', typeVersion: 3.2, parameters: { rules: { values: [{ renameOutput: true, outputKey: 'again' }, { renameOutput: true, outputKey: 'again' }] } } };
		expect(words(drawn({ Sort: twice, One: { type: 'n8n-nodes-base.noOp' } }, 'Sort 0 One', 'Sort 1 One'))).toEqual(['Sort → again 1 → One', 'Sort → again 2 → One']);
	});

	it('has nodes of types that nobody knows here as they are wired', () => {
		const { nodes, wires } = drawn({ Begin: { type: 'n8n-nodes-base.manualTrigger' }, Odd: { type: 'n8n-nodes-other.odd' }, End: { type: 'n8n-nodes-base.noOp' } }, 'Begin 0 Odd 1', 'Odd 1 End');
		expect(nodes[1]).toMatchObject({ kind: 'odd', inputs: 2, outputs: ['Output 1', 'Output 2'] });
		expect(wires.map((wire) => wire.words)).toEqual(['Begin → Odd (input 2)', 'Odd → Output 2 → End']);
	});

	it('says what is disabled, with its wires', () => {
		const { nodes, wires } = drawn({ Begin: { type: 'n8n-nodes-base.manualTrigger' }, Off: { type: 'n8n-nodes-base.noOp', disabled: true }, End: { type: 'n8n-nodes-base.noOp' } }, 'Begin 0 Off', 'Off 0 End');
		expect(nodes.map(({ isDisabled }) => isDisabled)).toEqual([false, true, false]);
		expect(wires.map(({ isDisabled }) => isDisabled)).toEqual([true, true]);
	});
});
