import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../stack/authentik/main.ts', import.meta.url));

let data: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
	data = await mkdtemp(join(tmpdir(), 'embedded-authentik-'));
});

afterEach(async () => {
	for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
	await rm(data, { recursive: true });
});

const SECRETS = { AUTHENTIK_BOOTSTRAP_TOKEN: 'the-token-itself', AUTHENTIK_BOOTSTRAP_PASSWORD: 'the-password-itself' };

interface Started {
	child: ChildProcess;
	output: () => string;
	/** Resolves with the address on which it listens. */
	url: Promise<string>;
	exit: Promise<number | null>;
}

function run(flags: string[], environment: Record<string, string> = {}): Started {
	const env = { PATH: process.env.PATH, AUTHENTIK_DATA: data, AUTHENTIK_PORT: '0', ...SECRETS, ...environment };
	const child = spawn(process.execPath, [main, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'] });
	children.push(child);
	let output = '';
	const url = new Promise<string>((resolve, reject) => {
		const read = (chunk: Buffer) => {
			output += chunk.toString();
			const [, found] = /"url":"([^"]+)"/.exec(output) ?? [];
			if (found) resolve(found);
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('close', () => reject(new Error(output)));
	});
	url.catch(() => undefined);
	const exit = once(child, 'close').then(([code]) => code as number | null);
	return { child, output: () => output, url, exit };
}

test('--help names the environment, and says that it is embedded', async () => {
	const { exit, output } = run(['--help']);
	expect(await exit).toBe(0);
	expect(output()).toContain('embedded Authentik');
	for (const name of ['AUTHENTIK_DATA', 'AUTHENTIK_HOST', 'AUTHENTIK_PORT', ...Object.keys(SECRETS)]) {
		expect(output()).toContain(name);
	}
}, 30_000);

test('it starts, answers akadmin, logs no secret, and ends on SIGTERM', async () => {
	const { child, url, exit, output } = run(['--log-requests']);
	const answer = await fetch(`${await url}/api/v3/core/users/me/`, {
		headers: { authorization: `Bearer ${SECRETS.AUTHENTIK_BOOTSTRAP_TOKEN}` },
	});
	expect(answer.status).toBe(200);
	child.kill('SIGTERM');
	expect(await exit).toBe(0);
	expect(output()).toContain('"server":"embedded Authentik"');
	for (const secret of Object.values(SECRETS)) expect(output()).not.toContain(secret);
	for (const line of output().trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
}, 30_000);

test('what was acknowledged outlives a kill, and no one else may read the file', async () => {
	const first = run([]);
	const headers = { authorization: `Bearer ${SECRETS.AUTHENTIK_BOOTSTRAP_TOKEN}`, 'content-type': 'application/json' };
	const body = JSON.stringify({ name: 'kept' });
	expect((await fetch(`${await first.url}/api/v3/core/groups/`, { method: 'POST', headers, body })).status).toBe(201);
	first.child.kill('SIGKILL');
	await first.exit;
	expect((await stat(join(data, 'authentik.sqlite'))).mode & 0o077).toBe(0);

	const second = run([]);
	const answer = await fetch(`${await second.url}/api/v3/core/groups/?name=kept`, { headers });
	expect(((await answer.json()) as { results: unknown[] }).results).toHaveLength(1);
}, 30_000);

test('a taken port is named, with what to do', async () => {
	const other = createServer().listen(0, '127.0.0.1');
	await once(other, 'listening');
	const { port } = other.address() as AddressInfo;
	const { exit, output } = run(['--port', String(port)]);
	expect(await exit).toBe(1);
	expect(output()).toContain(`127.0.0.1:${port} is taken; choose another port with AUTHENTIK_PORT`);
	other.close();
}, 30_000);

test('a port that is none is refused', async () => {
	const { exit, output } = run(['--port', '70000']);
	expect(await exit).not.toBe(0);
	expect(output()).toContain('A port is 0 to 65535.');
}, 30_000);
