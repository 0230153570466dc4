import { jsonLines } from './log.ts';
import { startServer } from './server.ts';
import { parseSettings } from './settings.ts';
import { tellStalls } from './stalls.ts';
import { productName, version } from './version.ts';

const log = jsonLines((line) => process.stdout.write(line));
const settings = parseSettings(process.argv);
tellStalls(log);

process.on('uncaughtException', (error) => {
	// What was acknowledged is on the disk; going on in an unknown state would risk it.
	log('crashed', { error: error.stack ?? error.message });
	process.exit(1);
});

try {
	let stopping = false;
	const stop = async (why: NodeJS.Signals | 'Operations.Shutdown') => {
		if (stopping) return;
		stopping = true;
		log('stopping', { signal: why });
		await server.close();
		log('stopped');
		// At once: an ordinary end closes the database, which a failed disk is not to be trusted with.
		if (server.broken()) process.exit(1);
	};
	const server = await startServer(settings, log, () => void stop('Operations.Shutdown'));
	log('started', { product: productName, version, host: server.host, port: server.port, db: settings.db });
	process.on('SIGTERM', (signal) => void stop(signal));
	process.on('SIGINT', (signal) => void stop(signal));
} catch (error) {
	log('not-started', { product: productName, error: error instanceof Error ? error.message : String(error) });
	process.exitCode = 1;
}
