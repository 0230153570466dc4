import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ServerProcess } from '../server-process.ts';
import { areas, recordingOf, scenariosOf } from './areas.ts';
import type { Area, Mode } from './areas.ts';
import type { KnownDifferences } from './known-differences.ts';
import { playPart } from './part-process.ts';
import { judge } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const tests = join(import.meta.dirname, '..');

/** Areas that have scenarios. */
export const rewrittenAreas = areas.filter((area) => existsSync(join(tests, 'scenarios', area)));

/** How many processes share an area's scenarios: more where they wait much. */
const processes: Partial<Record<Area, number>> = { persistent: 3, projections: 3 };

/** Runs the scenarios of an area against an embedded server of their own, and compares. */
export async function replay(area: Area, mode: Mode): Promise<Verdict> {
	const { default: known } = (await import(join(tests, 'known-differences', `${area}.ts`))) as { default: KnownDifferences };
	const server = new ServerProcess();
	try {
		await server.start('--start-standard-projections', 'false');
		const { connectionString } = server;
		const parts = processes[area] ?? 1;
		const answers = await Promise.all(Array.from({ length: parts }, (_, part) => {
			return playPart({ area, connectionString, alone: false, part, parts });
		}));
		if ((await scenariosOf(area)).some(({ alone }) => alone)) {
			answers.push(await playPart({ area, connectionString, alone: true, part: 0, parts: 1 }));
		}
		return judge(recordingOf(area, mode), answers.flat(), known, mode);
	} finally {
		await server.remove();
	}
}
