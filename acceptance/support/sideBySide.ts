/** Part of a scenario as cucumber assigns it. */
interface Assigned {
	readonly tags: readonly { readonly name: string }[];
}

const ALONE = '@alone';
const NEEDS = '@needs:';
const STOPS = '@stops:';

/**
 * Scenarios run side by side, but for those that would disturb one another: what one stops (`@stops:ipfs`), no other that
 * runs may need (`@needs:ipfs`, on the feature) or stop; one that measures (`@alone`) has the machine for itself.
 */
export function mayRunBeside(scenario: Assigned, running: readonly Assigned[]): boolean {
	return running.every((other) => !isAlone(scenario) && !isAlone(other) && !disturbs(scenario, other) && !disturbs(other, scenario));
}

function disturbs(one: Assigned, other: Assigned): boolean {
	const touched = [...named(other, NEEDS), ...named(other, STOPS)];
	return named(one, STOPS).some((system) => touched.includes(system));
}

function isAlone({ tags }: Assigned): boolean {
	return tags.some(({ name }) => name === ALONE);
}

function named({ tags }: Assigned, prefix: string): string[] {
	return tags.flatMap(({ name }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}
