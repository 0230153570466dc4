import { modes, recordingOf } from './areas.ts';
import { knownEverywhere } from './compare.ts';
import type { KnownDifference, LeftToChance } from './known-differences.ts';

/** What the page of the embedded event store says of scenarios that it answers otherwise than the real one, in Markdown. */
export async function differencesTable(): Promise<string> {
	const known = await knownEverywhere();
	const differences = known.flatMap(([area, { scenarios }]) => Object.entries(scenarios)
		.map(([name, difference]) => ({ title: `${area}: ${name}`, difference })));
	const chances = known.flatMap(([area, { leftToChance = {} }]) => Object.entries(leftToChance)
		.map(([name, chance]) => `| ${area}: ${name} | ${chanceOf(chance)} |`));
	const all = known.reduce((sum, [area]) => sum + recordingOf(area, 'insecure').length, 0);
	const [insecure, tls] = modes.map((mode) => all - differences
		.filter(({ difference: { only } }) => only === undefined || only === mode).length);
	return [
		`Of ${all} recorded scenarios ${insecure} are answered the same without TLS, ${tls} with it.`,
		'',
		'| scenario | where | why |',
		'|---|---|---|',
		...differences.map(({ title, difference }) => rowOf(title, difference)),
		'',
		'Some of what a real server answers it leaves to chance, as its recordings show. There either answer counts as the same:',
		'',
		'| scenario | what is left to chance |',
		'|---|---|',
		...chances,
	].join('\n');
}

function rowOf(title: string, { reason, only, chance }: KnownDifference): string {
	const where = only === undefined ? 'both' : only === 'tls' ? 'TLS' : 'without TLS';
	return `| ${title} | ${where} | ${chance ? `sometimes: ${reason}` : reason} |`;
}

function chanceOf({ either = [], linksAnywhere }: LeftToChance): string {
	const links = linksAnywhere === true ? ['whether other events lie between an event and its link in the log'] : [];
	return [...links, ...either.map(({ what }) => what)].join('; ');
}
