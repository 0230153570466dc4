import { Command, InvalidArgumentError, Option } from 'commander';
import { productName, version } from './version.ts';

/** What the server can be told; flags win over the environment. */
export interface Settings {
	/** Folder of the database, or `:memory:`: then it is gone with the process. */
	db: string;
	host: string;
	/** 0 takes a free port. */
	port: number;
	/** Bytes. */
	maxAppendSize: number;
	/** Milliseconds. */
	writeTimeout: number;
	/** Whether the system projections are enabled at the start. */
	startStandardProjections: boolean;
	/** File of the certificate and its chain, PEM; without it the server speaks without TLS and knows no users. */
	tlsCert?: string;
	/** File of the certificate's private key, PEM. */
	tlsKey?: string;
	/** File of the authority that signs users' certificates, PEM; their common name is the login. */
	tlsCa?: string;
	/** Passwords that the accounts admin and ops are made with, once, on a server with TLS; `changeit` unless given. */
	defaultAdminPassword?: string;
	defaultOpsPassword?: string;
}

/** Reads the settings from the command line and the environment; `--help` prints them and ends the process. */
export function parseSettings(argv: readonly string[]): Settings {
	const command = new Command('eventstore')
		.description(
			`The ${productName}: stands in for EventStoreDB / KurrentDB on the vendor's gRPC contract, on a SQLite file. `
			+ 'With a certificate it speaks TLS and knows users. Runs until SIGTERM or SIGINT.',
		)
		.version(version)
		.addOption(new Option('--db <folder>', 'folder of the database; :memory: keeps it in memory, as long as the process runs').env('EVENTSTORE_DB').default('.stack/eventstore'))
		.addOption(new Option('--host <address>', 'address to listen on').env('EVENTSTORE_HOST').default('127.0.0.1'))
		.addOption(new Option('--port <number>', 'port to listen on; 0 takes a free one')
			.env('EVENTSTORE_PORT').default(2113).argParser(wholeNumber(0, 65_535)))
		.addOption(new Option('--max-append-size <bytes>', 'largest append')
			.env('EVENTSTORE_MAX_APPEND_SIZE').default(1024 * 1024).argParser(wholeNumber(1, 16 * 1024 * 1024)))
		.addOption(new Option('--write-timeout <milliseconds>', 'longest time from the first fragment of a batch append to its last')
			.env('EVENTSTORE_WRITE_TIMEOUT_MS').default(2_000).argParser(wholeNumber(1, 600_000)))
		.addOption(new Option('--start-standard-projections <yes>', 'enable the system projections: true or false')
			.env('EVENTSTORE_START_STANDARD_PROJECTIONS').default(true).argParser(truth))
		.addOption(new Option('--tls-cert <file>', 'certificate and its chain, PEM; without it: no TLS, no users').env('EVENTSTORE_TLS_CERT'))
		.addOption(new Option('--tls-key <file>', 'private key of the certificate, PEM').env('EVENTSTORE_TLS_KEY'))
		.addOption(new Option('--tls-ca <file>', 'authority of users\' certificates, PEM; their common name is the login').env('EVENTSTORE_TLS_CA'))
		.addOption(new Option('--default-admin-password <password>', 'password of the account admin, when it is made (TLS only)')
			.env('EVENTSTORE_DEFAULT_ADMIN_PASSWORD'))
		.addOption(new Option('--default-ops-password <password>', 'password of the account ops, when it is made (TLS only)')
			.env('EVENTSTORE_DEFAULT_OPS_PASSWORD'));
	return command.parse([...argv]).opts<Settings>();
}

function wholeNumber(least: number, most: number): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (!/^\d+$/.test(text) || value < least || value > most) {
			throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
		}
		return value;
	};
}

function truth(text: string): boolean {
	if (text !== 'true' && text !== 'false') throw new InvalidArgumentError('It must be true or false.');
	return text === 'true';
}
