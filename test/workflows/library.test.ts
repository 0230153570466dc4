import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { checkLibrary } from '../../workflows/check/library.ts';
import { TABLE } from '../../workflows/check/n8n/table.ts';
import { lineOf } from '../../workflows/check/rule.ts';
import { classes, shelveBook } from './small-library.ts';

const root = mkdtempSync(join(tmpdir(), 'cim-check-'));
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
	mkdirSync(dirname(join(root, path)), { recursive: true });
	writeFileSync(join(root, path), content);
}

const check = (...only: string[]) => {
	const { findings, ...counts } = checkLibrary(root, 'n8n-nodes-cim', classes, only);
	return { ...counts, lines: findings.map(lineOf) };
};

beforeAll(() => {
	write(TABLE, readFileSync(join(import.meta.dirname, '../..', TABLE), 'utf8'));
	const { folder, ...exported } = shelveBook();
	write(`workflows/${folder}/workflow.json`, JSON.stringify(exported));
	write(`workflows/${folder}/README.md`, '# Shelve book');
	write(`acceptance/features/${folder}.feature`, 'Feature: Shelve book');
	write('workflows/copied/workflow.json', JSON.stringify(exported));
	write('workflows/torn/workflow.json', '{ "name": ');
	write('workflows/shapeless/workflow.json', '{ "nodes": [{ "name": "A", "type": "b" }], "connections": {} }');
	const nodes = [...exported.nodes, exported.nodes[0]];
	const connections = { ...exported.connections, Nobody: { main: [] } };
	write('workflows/twins/workflow.json', JSON.stringify({ ...exported, id: 'twins', nodes, connections }));
});

describe('the library', () => {
	it('is read from the folders of workflows, each with its page and its feature', () => {
		expect(check('shelve-book')).toEqual({ workflows: 1, nodes: 8, lines: [] });
	});

	it('has each process under one name, with page and feature', () => {
		expect(check('copied').lines).toEqual([
			'copied: its id is "shelve-book" (allowed: "copied", as its folder is named)',
			'copied: workflows/copied/README.md is missing (allowed: a page that says what it does)',
			'copied: acceptance/features/copied.feature is missing (allowed: a feature that proves it)',
		]);
	});

	it('names files that are no workflow', () => {
		const torn = /^torn: workflow.json is not JSON: .* \(allowed: a workflow that n8n exported\)$/;
		expect(check('torn').lines).toEqual([expect.stringMatching(torn)]);
		expect(check('shapeless').lines).toEqual(['shapeless: nodes[0].position: Required']);
	});

	it('names nodes that are there twice or not at all', () => {
		expect(check('twins').lines).toEqual(
			expect.arrayContaining([
				'twins: nodes[8].name: Duplicate node name "Overview"',
				'twins: connections.Nobody: Connection source "Nobody" does not reference an existing node',
			]),
		);
	});

	it('is checked as a whole unless processes are named', () => {
		expect(check().workflows).toBe(5);
		expect(() => check('nobody')).toThrow('There is no process and no file "nobody"; there are the processes copied, shapeless, shelve-book, torn, twins');
	});

	it('is left out when a path leads elsewhere, with what only the library has around a process', () => {
		const { folder: _folder, ...exported } = shelveBook();
		exported.nodes[3]!.credentials = { authentikApplicationApi: { id: 'Xy3', name: 'Ours' } };
		write('other/mine.json', JSON.stringify({ ...exported, id: 'Xy4' }));
		expect(check(join(root, 'other/mine.json'))).toEqual({ workflows: 1, nodes: 8, lines: [] });
		write('other/two.json', JSON.stringify([exported, { ...exported, pinData: { Answer: [{ json: {} }] } }]));
		const { lines, workflows } = check(join(root, 'other'));
		expect(workflows).toBe(3);
		expect(lines).toEqual([expect.stringMatching(/two\.json\[1\], "Answer": has pinned data/)]);
	});

	it('is meant by a path into it', () => {
		expect(check(join(root, 'workflows/copied')).lines).toEqual(check('copied').lines);
		expect(check(join(root, 'workflows/copied/workflow.json')).lines).toEqual(check('copied').lines);
		write('empty/.keep', '');
		expect(() => check(join(root, 'empty'))).toThrow(/There is no workflow in ".*empty"/);
	});

	it('gives one line for a finding, whatever is in a name', () => {
		expect(lineOf({ workflow: 'a', node: 'b\nc', problem: 'd' })).toBe('a, "b\\nc": d');
	});
});

describe('the command', () => {
	const run = promisify(execFile);
	const command = join(import.meta.dirname, '../../workflows/check.ts');
	const environment = { ...process.env, NODE_OPTIONS: '' };

	it('says what it does', async () => {
		expect((await run(process.execPath, [command, '--help'], { env: environment })).stdout).toMatch(/^Usage: npm run check/);
	});

	it("bundles the package's nodes, and fails with a reason", async () => {
		await expect(run(process.execPath, [command, 'nobody'], { env: environment })).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringContaining('There is no process and no file "nobody"; there are ') as string,
		});
	}, 30_000);
});
