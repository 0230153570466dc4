import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { execa } from 'execa';

import { bundle } from '../bundle.ts';
import type { Measured } from '../inside/measure.ts';
import type { BenchServer } from './server.ts';

/** Where n8n's modules are found that the project is developed with. */
const folder = join(import.meta.dirname, '../../reports');

/** Appends and reads by the node and by the raw client, on the same server, in a process of their own. */
export async function throughTheNode({ connectionString }: BenchServer, rounds: number): Promise<Measured[]> {
	await mkdir(folder, { recursive: true });
	const script = join(folder, `inside-${process.pid}.mjs`);
	await writeFile(script, await bundle());
	try {
		const input = JSON.stringify({ connections: { eventStore: { connectionString } }, cases: ['events'], rounds });
		const { stdout } = await execa(process.execPath, [script], { input });
		return JSON.parse(stdout) as Measured[];
	} finally {
		await rm(script);
	}
}
