import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * A shell in a container that stays open: to start a program in a container takes many times as long as most commands
 * take in it. It ends with the process that opened it.
 */
export class Shell {
	readonly #child: ChildProcess;
	readonly #answers: AsyncIterator<string>;
	#last: Promise<unknown> = Promise.resolve();

	constructor(container: string, environment: NodeJS.ProcessEnv) {
		this.#child = spawn('docker', ['exec', '--interactive', container, '/bin/sh'], {
			env: { ...process.env, ...environment },
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
		this.#keepAlive(false);
	}

	/** Runs one command after the other, and gives what each prints; fails with what it prints when it fails. */
	async run(command: readonly string[], input?: Buffer): Promise<string> {
		const running = this.#last.then(async () => await this.#now(command, input));
		this.#last = running.catch(() => undefined);
		return await running;
	}

	async #now(command: readonly string[], input?: Buffer): Promise<string> {
		const line = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
		this.#keepAlive(true);
		try {
			this.#child.stdin!.write(
				`{ base64 -d <<'END' | ${line}; } >/tmp/out 2>/tmp/err\n${input?.toString('base64') ?? ''}\nEND\n` +
					'status=$?; echo "$status $(base64 /tmp/out | tr -d "\\n") $(base64 /tmp/err | tr -d "\\n")"\n',
			);
			const answer = await this.#answers.next();
			if (answer.done) throw new Error('The shell in the container ended');
			const [status, out = '', err = ''] = answer.value.split(' ');
			if (status !== '0') throw new Error(`${command.join(' ').slice(0, 200)}: ${decoded(err)}`);
			return decoded(out);
		} finally {
			this.#keepAlive(false);
		}
	}

	/** Nobody waits for an idle shell. */
	#keepAlive(wanted: boolean): void {
		for (const handle of [this.#child, this.#child.stdin as Socket, this.#child.stdout as Socket]) {
			if (wanted) handle.ref();
			else handle.unref();
		}
	}
}

function decoded(base64: string): string {
	return Buffer.from(base64, 'base64').toString().trim();
}
