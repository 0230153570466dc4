import { join } from 'node:path';
import { areas, recordingOf } from './areas.ts';
import type { Mode } from './areas.ts';
import type { KnownDifference, KnownDifferences } from './known-differences.ts';

const modes: readonly Mode[] = ['insecure', 'tls'];

/** What the page of the embedded event store says of scenarios that it answers otherwise than the real one: a table in Markdown. */
export async function differencesTable(): Promise<string> {
	const rows: string[] = [];
	const counts = { insecure: 0, tls: 0 };
	let all = 0;
	for (const area of areas) {
		const { default: known } = (await import(join(import.meta.dirname, '..', 'known-differences', `${area}.ts`))) as { default: KnownDifferences };
		const scenarios = Object.entries(known.scenarios);
		all += recordingOf(area, 'insecure').length;
		for (const mode of modes) counts[mode] += scenarios.filter(([, { only }]) => only === undefined || only === mode).length;
		rows.push(...scenarios.map(([name, difference]) => rowOf(area, name, difference)));
	}
	return [
		`Of ${all} recorded scenarios ${all - counts.insecure} are answered the same without TLS, ${all - counts.tls} with it.`,
		'',
		'| scenario | where | why |',
		'|---|---|---|',
		...rows,
	].join('\n');
}

function rowOf(area: string, name: string, { reason, only, chance }: KnownDifference): string {
	const where = only === undefined ? 'both' : only === 'tls' ? 'TLS' : 'without TLS';
	const why = chance ? `sometimes: ${reason.replace(/^left to chance: /, '')}` : reason;
	return `| ${area}: ${name} | ${where} | ${why} |`;
}
