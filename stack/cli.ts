import { Command, Option } from 'commander';

import { build } from './command/build.ts';
import { exec, logs } from './command/container.ts';
import { dev } from './command/dev.ts';
import { down, reset } from './command/down.ts';
import { Interrupted } from './command/foreground.ts';
import { DrawnError } from './command/narrate.ts';
import { password, withPassword } from './command/password.ts';
import { start, up } from './command/start.ts';
import { status } from './command/status.ts';
import { token } from './command/token.ts';
import { workersOption } from './command/workersOption.ts';
import { ActionNeeded } from './engine/actionNeeded.ts';
import { systems } from './services.ts';

const names = systems.map(({ name }) => name).join(', ');

function only(): Option {
	return new Option('--only <systems>', `start these only, separated by commas (${names})`);
}

function vendor(): Option {
	return new Option('--vendor', "the vendors' own images instead of those built here (needs an image registry)");
}

/** A command's work ends with the exit code that the process shall have. */
function ending<Values extends unknown[]>(work: (...values: Values) => Promise<number>) {
	return async (...values: Values): Promise<void> => {
		process.exitCode = await work(...values);
	};
}

function program(): Command {
	const cli = new Command('npm run stack --')
		.description('Brings up n8n, Ceph, IPFS, the event store, NetBox and Authentik in containers.')
		.enablePositionalOptions()
		.addHelpText(
			'after',
			'\nA system is replaced by one that runs elsewhere by CIM_CEPH_DASHBOARD_URL, CIM_RGW_URL, CIM_IPFS_RPC_URL,' +
				'\nCIM_EVENTSTORE_URL, CIM_NETBOX_URL or CIM_AUTHENTIK_URL; another host port is chosen by CIM_PORT_….',
		);
	const add = (name: string, description: string, options: readonly Option[] = []): Command => {
		const command = cli.command(name).description(description).option('--project <name>', 'Compose project', 'cim');
		for (const option of options) command.addOption(option);
		return command;
	};
	const follow = new Option('-f, --follow', 'go on as lines come');
	const tail = new Option('--tail <lines>', 'how many of the last lines').default('200');
	const user = new Option('--user <account>', 'service account: publisher, operator or outsider').default('publisher');

	add('start', 'bring everything up and stay; Ctrl-C stops it', [only(), vendor(), workersOption('n8n stays as it was started first unless this is said')]).action(ending(start));
	add('up', 'bring everything up and leave it running', [only(), vendor(), workersOption('n8n stays as it was started first unless this is said')]).action(ending(up));
	add('down', 'stop and remove the containers; data are kept').action(ending(down));
	add('status', 'show each system, its version, address and health').action(ending(status));
	add('logs [systems...]', 'show what systems wrote', [follow, tail]).action(ending(logs));
	add('reset', 'delete containers, data and secrets', [new Option('--yes', 'do not ask')]).action(ending(reset));
	add('build', 'build the images and the package', [only(), vendor()]).action(ending(build));
	add('exec <system> <command...>', 'run a command in a system, e.g. exec ceph ceph status; options go before the system')
		.passThroughOptions()
		.action(ending(exec));
	add('password <system>', `print the password of a system: ${withPassword.join(', ')}`).action(ending(password));
	add('token', 'print a fresh access token', [user]).action(ending(token));
	add('dev', 'rebuild the package on change and reload it into the running n8n').action(ending(dev));
	return cli;
}

try {
	await program().parseAsync();
} catch (error) {
	reportFailure(error);
}

/** Says what went wrong, unless it was said, and what to do. */
function reportFailure(error: unknown): void {
	const cause = error instanceof DrawnError ? error.cause : error;
	process.exitCode = cause instanceof Interrupted ? 130 : 1;
	if (cause === error) console.error(error instanceof Error ? error.message : String(error));
	if (cause instanceof ActionNeeded) console.error(`\nRun:\n  ${cause.command}`);
}
