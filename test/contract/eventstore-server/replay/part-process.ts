import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Area } from './areas.ts';
import type { Recorded } from './play.ts';

/** Every `parts`-th scenario of an area, from number `part` on, among those that are `alone` or those that are not. */
export interface Part {
	area: Area;
	connectionString: string;
	alone: boolean;
	part: number;
	parts: number;
}

/** Longest time for one part, milliseconds. */
const patience = 170_000;

/** Runs a part of an area's scenarios in a process of its own, and gives what the server answered. */
export async function playPart(part: Part): Promise<Recorded[]> {
	const child = fork(join(import.meta.dirname, 'part.ts'), { env: { ...process.env, NODE_OPTIONS: '' }, timeout: patience });
	const answers: Recorded[] = [];
	child.on('message', (answered) => answers.push(answered as Recorded));
	child.send(part);
	await once(child, 'exit');
	return answers;
}
