import { once } from 'node:events';

import { execa } from 'execa';

import { projectContainers } from '../../../../stack/engine/containers.ts';
import { findEngine } from '../../../../stack/engine/find.ts';

const engine = await findEngine();
if (typeof engine === 'string') throw new Error(`These tests need the container engine that runs Ceph: ${engine}`);
const { environment } = engine;
const container = (await projectContainers(engine, process.env.CIM_PROJECT ?? 'cim-test')).find(({ service }) => service === 'ceph');
if (container === undefined) throw new Error('No container of service ceph; start the stack with: npm run stack -- up --only ceph');
const { id } = container;

/** Runs a program in the container of the stack's Ceph, and gives what it prints. */
export async function inCeph(command: readonly string[], input = ''): Promise<string> {
	const { stdout } = await execa('docker', ['exec', '--interactive', id, ...command], { env: environment, input });
	return stdout.trim();
}

/** Runs Ceph's own command line, which judges what the node did. */
export async function ceph<T>(...args: string[]): Promise<T> {
	const printed = await inCeph(['timeout', '30', 'ceph', ...args, '--format', 'json']);
	return (printed === '' ? undefined : JSON.parse(printed)) as T;
}

/** Gives the monitors commands as JSON, all in one process: Ceph's command line takes half a second to start. Those that fail are passed over. */
export async function clearAway(commands: readonly object[]): Promise<void> {
	const script = [
		'import json, rados, sys',
		"cluster = rados.Rados(conffile='/etc/ceph/ceph.conf', name='client.admin')",
		'cluster.connect(timeout=20)',
		'for command in json.load(sys.stdin): cluster.mon_command(json.dumps(command), b"", timeout=20)',
	].join('\n');
	await inCeph(['timeout', '120', 'python3', '-c', script], JSON.stringify(commands));
}

/**
 * A client of the file system, beside Ceph's manager: runs lines of Python with `fs`, the file system cimfs mounted, and
 * `args`, and gives what is left in `result`.
 */
export async function inFileSystem<T>(python: string, ...args: unknown[]): Promise<T> {
	const script = [MOUNT, 'args = json.loads(sys.argv[1])', 'result = None', python, 'print(json.dumps(result))', 'fs.shutdown()'].join('\n');
	return JSON.parse(await inCeph(['timeout', '30', 'python3', '-c', script, JSON.stringify(args)])) as T;
}

/** A client that does nothing but have the file system mounted. */
export async function mountedClient(): Promise<{ id: number; end: () => Promise<void> }> {
	const script = `${MOUNT}\nprint(fs.get_instance_id(), flush=True)\nsys.stdin.read()\nos._exit(0)`;
	const client = execa('docker', ['exec', '--interactive', id, 'timeout', '60', 'python3', '-c', script], { env: environment, reject: false });
	const end = async () => {
		client.stdin.end();
		await client;
	};
	const [printed] = (await Promise.race([once(client.stdout, 'data'), client.then(({ stderr }) => [stderr])])) as [Buffer | string];
	const number = Number(printed);
	if (Number.isInteger(number)) return { id: number, end };
	await end();
	throw new Error(`The client could not mount the file system: ${String(printed)}`);
}

const MOUNT = `
import cephfs, json, os, sys
fs = cephfs.LibCephFS(conffile='/etc/ceph/ceph.conf', auth_id='admin')
fs.mount(filesystem_name='cimfs')`;
