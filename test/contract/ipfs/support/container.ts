import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { execa } from 'execa';

import { projectContainers } from '../../../../stack/engine/containers.ts';
import { findEngine } from '../../../../stack/engine/find.ts';
import { Shell } from './shell.ts';

const found = await findEngine();
if (typeof found === 'string') throw new Error(`These tests need the container engine that runs Kubo: ${found}`);
const engine = found;
const container = (await projectContainers(engine, process.env.CIM_PROJECT ?? 'cim-test')).find(({ service }) => service === 'ipfs');
if (container === undefined) throw new Error('No container of service ipfs; start the stack with: npm run stack -- up --only ipfs');
const { id, image } = container;
const shell = new Shell(id, engine.environment);

async function docker(args: readonly string[]): Promise<string> {
	const { stdout } = await execa('docker', args, { env: engine.environment });
	return stdout.trim();
}

/** Runs Kubo's own command line in the container of the stack, and gives what it prints. */
export async function ipfsCommand(args: readonly string[], input?: Buffer): Promise<string> {
	return await shell.run(['ipfs', ...args], input);
}

export interface OtherKubo {
	rpcUrl: string;
	/** Stops its time: connections are taken and nothing is answered. */
	pause(): Promise<void>;
	/** Lets it go on. */
	resume(): Promise<void>;
	/** Ends it as a crash would. */
	kill(): Promise<void>;
	remove(): Promise<void>;
}

/** Starts another Kubo from the same image, with a configuration of its own. */
export async function startKubo(configuration: Record<string, unknown>): Promise<OtherKubo> {
	const settings = Object.entries(configuration).map(([key, value]) => [key, JSON.stringify(value)]);
	const script = [
		'export IPFS_PATH=/tmp/ipfs',
		'ipfs init --empty-repo >/dev/null',
		'ipfs config Addresses.API /ip4/0.0.0.0/tcp/5001',
		'while [ $# -gt 0 ]; do ipfs config --json "$1" "$2"; shift 2; done',
		'exec ipfs daemon --offline',
	].join(' && ');
	const name = `kubo-${randomUUID()}`;
	const started = ['run', '--detach', '--name', name, '--publish', '127.0.0.1::5001', '--entrypoint', '/bin/sh', image];
	await docker([...started, '-c', script, 'sh', ...settings.flat()]);
	const remove = async () => void (await docker(['rm', '--force', '--volumes', name]));
	try {
		const rpcUrl = `http://${await docker(['port', name, '5001/tcp'])}`;
		await answers(rpcUrl);
		return {
			rpcUrl,
			remove,
			pause: async () => void (await docker(['pause', name])),
			resume: async () => void (await docker(['unpause', name])),
			kill: async () => void (await docker(['kill', name])),
		};
	} catch (error) {
		await remove();
		throw error;
	}
}

/** Any answer will do, a refusal as well. */
async function answers(rpcUrl: string): Promise<void> {
	for (let tries = 0; tries < 300; tries++) {
		const answer = await fetch(`${rpcUrl}/api/v0/version`, { method: 'POST' }).catch(() => undefined);
		if (answer !== undefined) return;
		await sleep(100);
	}
	throw new Error(`Kubo at ${rpcUrl} does not answer`);
}
