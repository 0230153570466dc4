import { differences } from './differences.ts';
import type { EitherPlace } from './known-differences.ts';
import type { Recorded } from './play.ts';
import type { Plain } from './settle.ts';

/** What both recordings of the real server have of an area. */
export type Recordings = readonly (readonly Recorded[])[];

type Container = Record<string, Plain>;

/** The different things that the recordings tell of a place; undefined for one that tells nothing. */
export function toldOf(name: string, { step, path, shownBy = name }: EitherPlace, recordings: Recordings): (Plain | undefined)[] {
	const found = recordings.map((recording) => {
		const scenario = recording.find((recorded) => recorded.name === shownBy);
		return scenario && valueAt(scenario, step, path);
	});
	return found.filter((value, index) => found.findIndex((other) => isSame(other, value)) === index);
}

/** The recorded answer with what was answered at these places, if one of the recordings has that there. */
export function withEither(
	recorded: Recorded, answered: Recorded, places: readonly EitherPlace[], recordings: Recordings,
): Recorded {
	const taken = structuredClone(recorded);
	for (const place of places) {
		const value = valueAt(answered, place.step, place.path);
		if (toldOf(recorded.name, place, recordings).some((told) => isSame(told, value))) setAt(taken, place, value);
	}
	return taken;
}

/** Not Node's own comparison: answers come from another process, and to a test so from another realm. */
function isSame(one: Plain | undefined, other: Plain | undefined): boolean {
	return differences(one, other).next().done === true;
}

function stepOf({ steps }: Recorded, what: string): Container | undefined {
	return (steps as Container[]).find((step) => step.what === what);
}

function valueAt(recorded: Recorded, step: string, path: string): Plain | undefined {
	let value: Plain | undefined = stepOf(recorded, step);
	for (const key of path.split('.')) value = isContainer(value) ? value[key] : undefined;
	return value;
}

function setAt(recorded: Recorded, { step, path }: EitherPlace, value: Plain | undefined): void {
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	let parent: Plain | undefined = stepOf(recorded, step);
	for (const key of keys) parent = isContainer(parent) ? parent[key] : undefined;
	if (!isContainer(parent)) return;
	if (value === undefined) Reflect.deleteProperty(parent, last);
	else parent[last] = value;
}

function isContainer(value: Plain | undefined): value is Container {
	return typeof value === 'object' && value !== null;
}
