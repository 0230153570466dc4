import { build } from 'esbuild';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

/** The image of the stack holds the server as one file, built as here. */
it('runs bundled into a single ES module, far from any node_modules', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'eventstore-bundle-'));
	const bundle = join(folder, 'server.mjs');
	await build({
		entryPoints: [join(import.meta.dirname, '../../../stack/eventstore/main.ts')],
		bundle: true, platform: 'node', format: 'esm', target: 'node24', outfile: bundle, logLevel: 'error',
	});
	const server = new ServerProcess(bundle);
	await server.start();
	const client = EventStoreDBClient.connectionString(server.connectionString);
	await client.appendToStream('s', jsonEvent({ type: 'Tested', data: {} }));
	expect(await collect(client.readStream('s'))).toHaveLength(1);
	// The thread of projections is started from the same file.
	await client.createProjection('p', 'fromStream("s").when({ Tested: () => ({ seen: true }) })');
	while ((await client.getProjectionStatus('p')).eventsProcessedAfterRestart === 0n) await delay(50);
	expect(await client.getProjectionState('p')).toEqual({ seen: true });
	await client.dispose();
	await server.remove();
	rmSync(folder, { recursive: true });
});
