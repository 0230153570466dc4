import { readdir, readFile, readlink } from 'node:fs/promises';

import { execa } from 'execa';

import { readIfThere } from '../atomicFile.ts';
import type { Engine } from './find.ts';

/** A socket that listens, from /proc/net/tcp. */
export interface Listener {
	port: number;
	/** `127.0.0.1`-like for IPv4; IPv6 addresses stay as the kernel's hex digits. */
	address: string;
	inode: string;
}

/** Who holds a port: a container of any project, or a process. */
export interface PortOwner {
	container?: string;
	/** Compose project of that container. */
	project?: string;
	pid?: number;
	/** Command line, shortened. */
	command?: string;
}

/**
 * Listening sockets of /proc/net/tcp or tcp6 (proc(5)): addresses in hex, IPv4 as one little-endian word, state 0A
 * listens.
 */
export function parseListeners(table: string): Listener[] {
	const listeners: Listener[] = [];
	for (const line of table.split('\n').slice(1)) {
		const fields = line.trim().split(/\s+/);
		const [host, port] = (fields[1] ?? '').split(':');
		const inode = fields[9];
		if (fields[3] !== '0A' || !host || !port || !inode) continue;
		listeners.push({ port: Number.parseInt(port, 16), address: addressOf(host), inode });
	}
	return listeners;
}

function addressOf(hex: string): string {
	if (hex.length !== 8) return hex.toLowerCase();
	const bytes = hex.match(/../g) ?? [];
	return bytes.reverse().map((byte) => Number.parseInt(byte, 16)).join('.');
}

/** Listeners that keep 127.0.0.1 from being bound: on it or on every address. */
function blocksLoopback({ address }: Listener): boolean {
	return address === '127.0.0.1' || /^[0.]+$/.test(address);
}

/** Owners of those of the given ports that something listens on. Without /proc (not Linux) nothing is known. */
export async function portOwners(ports: readonly number[], engine: Engine | undefined): Promise<Map<number, PortOwner>> {
	const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readIfThere(path)));
	const taken = tables
		.flatMap((table) => parseListeners(table ?? ''))
		.filter((listener) => ports.includes(listener.port) && blocksLoopback(listener));
	const owners = new Map<number, PortOwner>();
	if (taken.length === 0) return owners;
	const processes = await processesOf(new Set(taken.map(({ inode }) => inode)));
	for (const { port, inode } of taken) {
		const container = engine && (await publisher(port, engine));
		owners.set(port, { ...container, ...processes.get(inode) });
	}
	return owners;
}

/** Processes that hold the sockets, by inode. Those of other users stay unknown unless we are root. */
async function processesOf(inodes: ReadonlySet<string>): Promise<Map<string, PortOwner>> {
	const found = new Map<string, PortOwner>();
	for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
		const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
		for (const descriptor of descriptors) {
			const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
			const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
			if (inode && inodes.has(inode) && !found.has(inode)) {
				found.set(inode, { pid: Number(pid), command: await commandLine(pid) });
			}
		}
	}
	return found;
}

async function commandLine(pid: string): Promise<string> {
	const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
	const command = raw.replaceAll('\0', ' ').replace(/[^\x20-\x7E]/g, '?').trim();
	return command.length > 80 ? `${command.slice(0, 79)}…` : command;
}

/** The container that publishes a port, if one does. */
async function publisher(port: number, engine: Engine): Promise<PortOwner | undefined> {
	const format = '{{.Names}}\t{{.Label "com.docker.compose.project"}}';
	const { stdout, failed } = await execa('docker', ['ps', '--filter', `publish=${port}`, '--format', format], {
		env: engine.environment,
		reject: false,
	});
	const [container, project] = failed ? [] : (stdout.split('\n')[0] ?? '').split('\t');
	return container ? { container, ...(project ? { project } : {}) } : undefined;
}

/** The owner in words, e.g. `container cim_n8n_1` or `process 4711 (node server.js)`. */
export function describeOwner({ container, pid, command }: PortOwner): string {
	if (container) return `container ${container}`;
	if (pid === undefined) return 'a process of another user';
	return `process ${pid} (${command || 'no command line'})`;
}
