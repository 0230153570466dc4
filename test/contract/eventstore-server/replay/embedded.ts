import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { certificateFiles } from '../certificate.ts';
import { ServerProcess } from '../server-process.ts';
import { areas, recordingOf } from './areas.ts';
import type { Area, Mode } from './areas.ts';
import { comparisonOf } from './compare.ts';
import { playPart } from './part-process.ts';
import type { Recorded } from './play.ts';
import { judge } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const tests = join(import.meta.dirname, '..');

/** Areas that have scenarios. */
export const rewrittenAreas = areas.filter((area) => existsSync(join(tests, 'scenarios', area)));

/** How many processes share an area's scenarios: more where they wait much. */
const processes: Partial<Record<Area, number>> = { persistent: 3 };

/** Areas that take longest begin first. */
const longest: readonly Area[] = ['projections', 'persistent'];

/** Areas that run at once. */
const sideBySide = 4;

/** Runs the scenarios of all areas, each against an embedded server of its own, and compares. */
export function replayAll(mode: Mode): Map<Area, Promise<Verdict>> {
	const limit = pLimit(sideBySide);
	const order = [...new Set([...longest, ...rewrittenAreas])];
	return new Map(order.map((area) => [area, limit(() => replay(area, mode))]));
}

async function replay(area: Area, mode: Mode): Promise<Verdict> {
	const { known, comparison } = await comparisonOf(area);
	const server = new ServerProcess();
	const certificate = mode === 'tls' ? await certificateFiles() : undefined;
	try {
		await server.start('--start-standard-projections', 'false', ...(certificate?.flags ?? []));
		const connectionString = certificate === undefined
			? server.connectionString
			: `esdb://localhost:${server.port}?tls=true&tlsCAFile=${encodeURIComponent(certificate.cert)}`;
		return judge(recordingOf(area, mode), await answersOf(area, connectionString), known, comparison, mode);
	} finally {
		await server.remove();
		certificate?.remove();
	}
}

async function answersOf(area: Area, connectionString: string): Promise<Recorded[]> {
	const of = processes[area];
	if (of === undefined) return await playPart({ area, connectionString });
	const shared = await Promise.all(Array.from({ length: of }, (_, part) => {
		return playPart({ area, connectionString, share: { part, of } });
	}));
	return [...shared.flat(), ...await playPart({ area, connectionString, share: 'alone' })];
}
