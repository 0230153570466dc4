import { execa } from 'execa';

import { repository } from '../../stack/project.ts';

/** `live` lets a program write on the terminal; others keep what it prints until the stages beside it have ended. */
export type Print = 'live' | ((text: string) => void);

/**
 * Runs a script of package.json.
 *
 * @throws Error that says how it ended, when it failed
 */
export async function npmRun(
	script: string,
	args: readonly string[],
	signal: AbortSignal,
	print: Print,
	environment: Record<string, string>,
): Promise<void> {
	const output = print === 'live' ? 'inherit' : 'pipe';
	const child = execa('npm', ['run', '--silent', script, '--', ...args], {
		cwd: repository,
		env: environment,
		stdio: ['ignore', output, output],
		all: true,
		maxBuffer: 500_000_000,
		reject: false,
		// A process group of its own: npm ends without ending what its script has started.
		detached: true,
	});
	const end = () => killGroup(child.pid);
	signal.addEventListener('abort', end, { once: true });
	try {
		const { failed, exitCode, all } = await child;
		if (print !== 'live') print(all ?? '');
		signal.throwIfAborted();
		if (failed) throw new Error(`npm run ${script} exits with ${exitCode ?? 'a signal'}`);
	} finally {
		signal.removeEventListener('abort', end);
	}
}

function killGroup(leader: number | undefined): void {
	if (leader === undefined) return;
	try {
		process.kill(-leader, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}
