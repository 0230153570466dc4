import { jsonLines } from './log.ts';
import { startServer } from './server.ts';
import { parseSettings } from './settings.ts';
import { productName, version } from './version.ts';

const log = jsonLines((line) => process.stdout.write(line));
const settings = parseSettings(process.argv);

process.on('uncaughtException', (error) => {
	// What was acknowledged is on the disk; going on in an unknown state would risk it.
	log('crashed', { error: error.stack ?? error.message });
	process.exit(1);
});

try {
	const server = await startServer(settings, log);
	log('started', { product: productName, version, host: server.host, port: server.port, db: settings.db });

	let stopping = false;
	const stop = async (signal: NodeJS.Signals) => {
		if (stopping) return;
		stopping = true;
		log('stopping', { signal });
		await server.close();
		log('stopped');
	};
	process.on('SIGTERM', (signal) => void stop(signal));
	process.on('SIGINT', (signal) => void stop(signal));
} catch (error) {
	log('not-started', { product: productName, error: error instanceof Error ? error.message : String(error) });
	process.exitCode = 1;
}
