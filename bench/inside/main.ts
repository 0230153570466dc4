// Runs beside n8n's modules, mostly inside n8n's container: settings come on standard input, figures leave on standard output, progress on standard error.
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { json } from 'node:stream/consumers';

import type { Connections } from '../../stack/connections.ts';
import { measure, type Case, type Measured } from './measure.ts';

interface Settings {
	connections: Connections;
	cases: string[];
	rounds: number;
}

type Cases = (connections: Connections) => AsyncGenerator<Case>;

/** Loaded when they run: n8n's own S3 node is there in n8n's container only. */
const all: Record<string, () => Promise<Cases>> = {
	object: async () => (await import('./object.ts')).objectCases,
	ipfs: async () => (await import('./ipfs.ts')).ipfsCases,
	events: async () => (await import('./events.ts')).eventCases,
	ceph: async () => (await import('./ceph.ts')).cephCases,
};
/** Moves gigabytes, so it is run when it is asked for. */
const LARGE = ['ceph'];

const { connections, cases, rounds } = (await json(process.stdin)) as Settings;
const unknown = cases.filter((name) => !(name in all));
if (unknown.length > 0) throw new Error(`No such cases: ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);

const measured: Measured[] = [];
try {
	await measureAll();
} finally {
	// What the nodes were given and gave, in a binary store of their own; never that of the n8n whose container this is.
	const folder = process.env.N8N_USER_FOLDER ?? '';
	if (basename(folder).startsWith('cim-n8n-')) await rm(folder, { recursive: true, force: true });
}
process.stdout.write(JSON.stringify(measured), () => process.exit(0));

async function measureAll(): Promise<void> {
	for (const [name, load] of Object.entries(all)) {
		if (cases.length > 0 ? !cases.includes(name) : LARGE.includes(name)) continue;
		const source = await load();
		for await (const work of source(connections)) {
			console.error(`${work.name}, ${work.items} × ${work.size}`);
			const figures = await measure(work, rounds);
			console.error(JSON.stringify(figures.seconds));
			measured.push(figures);
		}
	}
}
