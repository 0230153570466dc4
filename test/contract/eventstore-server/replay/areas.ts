import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recorded } from './play.ts';
import type { Scenario } from './scenario.ts';

/** What the recordings are divided into. */
export const areas = ['append', 'read', 'delete', 'subscribe', 'persistent', 'projections', 'users', 'acl', 'http'] as const;
export type Area = (typeof areas)[number];

/** How the real server was run: without TLS and users, or with them. */
export const modes = ['insecure', 'tls'] as const;
export type Mode = (typeof modes)[number];

const tests = join(import.meta.dirname, '..');

/** The scenarios of an area: what the files in its folder give by default, in the order of their names. */
export async function scenariosOf(area: Area): Promise<Scenario[]> {
	const folder = join(tests, 'scenarios', area);
	const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
	const lists = await Promise.all(files.map(async (file) => {
		return ((await import(join(folder, file))) as { default: Scenario[] }).default;
	}));
	const scenarios = lists.flat();
	const twice = scenarios.find(({ name }, index) => scenarios.findIndex((other) => other.name === name) !== index);
	if (twice !== undefined) throw new Error(`Two scenarios of ${area} are called "${twice.name}".`);
	return scenarios;
}

/** What KurrentDB 25.0.0 answered to the scenarios of an area. */
export function recordingOf(area: Area, mode: Mode): Recorded[] {
	return JSON.parse(readFileSync(join(tests, 'recorded/25.0.0', mode, `${area}.json`), 'utf8')) as Recorded[];
}
