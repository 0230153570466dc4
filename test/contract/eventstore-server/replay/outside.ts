/**
 * Keeps a process running whose scenarios have ended before everything that they began: the vendor's client throws in
 * its listeners when an answer comes that nobody waits for any more.
 */
export function surviveLateAnswers(): void {
	const tell = (error: unknown) => {
		process.stderr.write(`outside of a scenario: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
	};
	process.on('uncaughtException', tell);
	process.on('unhandledRejection', tell);
}
