import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { jsonLog } from './log.ts';
import { start } from './server.ts';
import { VERSION } from './version.ts';

interface Flags {
	data: string;
	host: string;
	port: number;
	logRequests: boolean;
}

const command = new Command('authentik')
	.description('Runs the embedded Authentik: the OpenID endpoints and the management API, kept in one SQLite file.')
	.version(`embedded Authentik ${VERSION}`)
	.addOption(new Option('--data <folder>', 'where it keeps its data').env('AUTHENTIK_DATA').default('.stack/authentik'))
	.addOption(new Option('--host <address>', 'address to listen on').env('AUTHENTIK_HOST').default('127.0.0.1'))
	.addOption(
		new Option('--port <number>', 'port to listen on').env('AUTHENTIK_PORT').default(9000).argParser(parsePort),
	)
	.addOption(
		new Option('--log-requests', 'write a line for every request').env('AUTHENTIK_LOG_REQUESTS').default(false),
	)
	.addHelpText(
		'after',
		`
Secrets are read from the environment alone, so that no process list shows them:
  AUTHENTIK_BOOTSTRAP_PASSWORD  password of the user akadmin, taken at the first start
  AUTHENTIK_BOOTSTRAP_TOKEN     key of an API token of akadmin, taken at the first start`,
	)
	.action(run);

await command.parseAsync();

async function run({ data, host, port, logRequests }: Flags): Promise<void> {
	const log = jsonLog((line) => process.stdout.write(`${line}\n`), logRequests);
	const { AUTHENTIK_BOOTSTRAP_PASSWORD: password, AUTHENTIK_BOOTSTRAP_TOKEN: token } = process.env;
	try {
		const server = await start({ data: resolve(data), host, port, bootstrap: { password, token }, log });
		log.info('listening', { url: server.url, version: VERSION, data: resolve(data) });
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => {
				log.info('stopping', { signal });
				void server.close().then(() => log.info('stopped'));
			});
		}
	} catch (error) {
		log.error('not started', { reason: explain(error, host, port) });
		process.exitCode = 1;
	}
}

function explain(error: unknown, host: string, port: number): string {
	const { code, message } = error as NodeJS.ErrnoException;
	if (code === 'EADDRINUSE') return `${host}:${port} is taken; choose another port with AUTHENTIK_PORT`;
	if (code === 'EACCES') return `${message}; choose a folder with AUTHENTIK_DATA, or a port above 1023`;
	return message;
}

function parsePort(text: string): number {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('A port is 0 to 65535.');
	return port;
}
