import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Runs } from '../../../acceptance/coverage/runs.ts';
import type { StoredExecution } from '../../../acceptance/support/stored-executions.ts';

/** As n8n 2.40.7 gave it by its API, without the items. */
function recorded(...names: string[]): Runs {
	const runs = new Runs();
	for (const name of names) runs.add(JSON.parse(readFileSync(join(process.cwd(), 'test/acceptance/coverage/recorded', `${name}.json`), 'utf8')) as StoredExecution);
	return runs;
}

const wire = (from: string, output: number, to: string, input = 0) => ({ from, output, to, input });

describe('what an execution says of what ran', () => {
	it('is its nodes, and the wires by which their items came, into each input', () => {
		const runs = recorded('merged');
		expect(runs.executions).toBe(1);
		expect(runs.ofNode('With its file')).toBe(1);
		expect(runs.ofWire(wire('Check the caller', 1, 'With its file', 0))).toBe(1);
		expect(runs.ofWire(wire('Check the document', 0, 'With its file', 1))).toBe(1);
		expect(runs.ofWire(wire('Check the document', 0, 'With its file', 0))).toBe(0);
		expect(runs.ofWire(wire('Check the caller', 0, 'Answer'))).toBe(0);
	});

	it('is also the node that failed, and the wire to it', () => {
		const runs = recorded('failed');
		expect(runs.ofWire(wire('Publish to IPFS', 1, 'Undo what was done'))).toBe(1);
		expect(runs.ofWire(wire('Did a system fail?', 0, 'Report the failure'))).toBe(1);
		expect(runs.ofNode('Report the failure')).toBe(1);
		expect(runs.ofNode('Finish')).toBe(0);
	});

	it('is of one whose n8n was killed the nodes that had begun: by which wires nobody knows', () => {
		const runs = recorded('crashed');
		expect(runs.ofNode('List the pools')).toBe(1);
		expect(runs.ofWire(wire('Hold the tenant', 0, 'List the pools'))).toBe(0);
	});

	it('adds up over executions', () => {
		const runs = recorded('merged', 'failed', 'merged');
		expect(runs.executions).toBe(3);
		expect(runs.ofNode('Keep the bytes')).toBe(3);
		expect(runs.ofWire(wire('Begin', 0, 'Find the document'))).toBe(3);
	});

	it('is nothing of one that has no data', () => {
		const runs = new Runs();
		runs.add({});
		expect(runs.executions).toBe(1);
		expect(runs.ofNode('Begin')).toBe(0);
	});

	it('has the first output where n8n leaves it out', () => {
		const runs = new Runs();
		runs.add({ data: { resultData: { runData: { End: [{ startTime: 0, source: [{ previousNode: 'Begin' }, null, { previousNode: 'Other', previousNodeOutput: 2 }] }] } } } });
		expect(runs.ofWire(wire('Begin', 0, 'End'))).toBe(1);
		expect(runs.ofWire(wire('Other', 2, 'End', 2))).toBe(1);
	});
});
