import { join } from 'node:path';

import { execa } from 'execa';

import { projectPaths } from '../../../stack/project.ts';
import { certificateFiles } from './certificate.ts';
import type { CertificateFiles } from './certificate.ts';
import { ServerProcess } from './server-process.ts';

/** The vendor's client for Python has a gRPC of its own (C++), so that it judges the wire once more. */
const scripts = join(import.meta.dirname, 'python');

/** What python/steps/ has, by the names there. */
const steps = [
	'append to a stream that is not there', 'append to a stream that is there', 'append at a revision', 'append whatever the revision',
	'append at a wrong revision', 'append the same events twice', 'append more than the server takes',
	'read a stream forwards', 'read a stream backwards', 'read a stream that is not there', 'read $all forwards', 'read $all backwards',
	'read links of a category', 'set and get metadata', 'read gossip',
	'subscribe to a stream', 'subscribe to $all', 'subscribe to $all with a filter',
	'create, find and change a persistent subscription', 'acknowledge events', 'have an event retried', 'park events and replay them',
	'consume $all', 'delete a persistent subscription',
	'create a projection and get its state', 'read the result of a projection', 'stop, change, reset and start a projection', 'delete a projection',
	'delete a stream', 'tombstone a stream',
];

let certificate: CertificateFiles;
beforeAll(async () => {
	certificate = await certificateFiles();
});
afterAll(() => certificate.remove());

/** Path of a Python that has the client; the first time it takes a while. */
async function interpreter(): Promise<string> {
	const { directory } = await projectPaths(process.env.CIM_PROJECT ?? 'cim-test');
	const { failed, code, stdout, stderr } = await execa('python3', [join(scripts, 'environment.py'), join(directory, 'python')], { reject: false });
	if (code === 'ENOENT') throw new Error('There is no python3: install Python 3.10 or newer that can make virtual environments (apt-get install python3 python3-venv).');
	if (failed) throw new Error(`No virtual environment for Python can be made:\n${stderr}`);
	return stdout.trim();
}

/** Why each step failed; null when it passed. */
type Outcomes = Map<string, string | null>;

/** @throws Error when the script ends before its last step */
async function tryClient(python: string, args: string[]): Promise<Outcomes> {
	// Each step ends by itself; the limit is for what comes between and after them.
	const { stdout } = await execa(python, [join(scripts, 'main.py'), ...args], { timeout: 100_000 });
	const told = stdout.split('\n').map((line) => JSON.parse(line) as { step: string; failure: string | null });
	return new Map(told.map(({ step, failure }) => [step, failure]));
}

describe.each([
	['without TLS', () => [], (port: number) => [`kurrentdb://127.0.0.1:${port}?tls=false`]],
	['over TLS, as a user', () => certificate.flags, (port: number) => [`kurrentdb://admin:changeit@localhost:${port}`, certificate.cert]],
])('%s, the Python client can', (_how, flags, args) => {
	const server = new ServerProcess();
	let outcomes: Outcomes;
	beforeAll(async () => {
		const python = await interpreter();
		await server.start(...flags());
		outcomes = await tryClient(python, args(server.port));
	}, 300_000);
	afterAll(() => server.remove());

	it.each(steps)('%s', (step) => {
		expect(outcomes.get(step)).toBeNull();
	});

	it('do nothing that no test tells', () => {
		expect([...outcomes.keys()].filter((step) => !steps.includes(step))).toEqual([]);
	});
});
