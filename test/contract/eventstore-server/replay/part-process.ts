import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Area } from './areas.ts';
import type { Recorded } from './play.ts';

/** Which of an area's scenarios: those that must be alone, or every so-manieth of the others; all of them unless given. */
export type Share = 'alone' | { part: number; of: number };

/** What a process is to run. */
export interface Part {
	area: Area;
	connectionString: string;
	share?: Share;
}

/** Longest time for one part, milliseconds. */
const patience = 580_000;

/**
 * Runs a part of an area's scenarios in a process of its own, and gives what the server answered. The vendor's client does
 * not work in the realm that Jest makes for tests, and two of its instances in one process disturb each other.
 */
export async function playPart(part: Part): Promise<Recorded[]> {
	const child = fork(join(import.meta.dirname, 'part.ts'), { env: { ...process.env, NODE_OPTIONS: '' }, timeout: patience });
	const answers: Recorded[] = [];
	child.on('message', (answered) => answers.push(answered as Recorded));
	child.send(part);
	await once(child, 'exit');
	return answers;
}
