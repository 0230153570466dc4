import { readIfThere, writePrivateFile } from './atomicFile.ts';
import { projectPaths } from './project.ts';

/** Hashes of what was done last, by the step's name. */
type State = Record<string, string>;

async function read(path: string): Promise<State> {
	try {
		return JSON.parse((await readIfThere(path)) ?? '{}') as State;
	} catch {
		// Without it every step is done again, and each of them may be.
		return {};
	}
}

/** One after another: steps that run at the same time must not lose each other's entry. */
let writing: Promise<void> = Promise.resolve();

/** Whether a step was done with just these inputs. */
export async function isDone(project: string, step: string, hash: string): Promise<boolean> {
	const { state } = await projectPaths(project);
	return (await read(state))[step] === hash;
}

/** Notes that a step was done with these inputs. */
export function keepDone(project: string, step: string, hash: string): Promise<void> {
	const write = async () => {
		const { state } = await projectPaths(project);
		await writePrivateFile(state, `${JSON.stringify({ ...(await read(state)), [step]: hash }, null, '\t')}\n`);
	};
	writing = writing.then(write, write);
	return writing;
}
