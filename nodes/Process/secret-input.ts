import type { Path } from '../shared/json-path.ts';
import type { Secret } from '../InformationType/validate/walk.ts';
import type { Information } from './journal/entry.ts';

/** Information that was kept without its secrets, with those that somebody has given again. */
export function withSecrets(kept: Information, secrets: readonly Secret[]): Information {
	return secrets.reduce<unknown>((information, { path, value }) => put(information, path, value), kept) as Information;
}

function put(into: unknown, [step, ...rest]: Path, value: string): unknown {
	if (step === undefined) return value;
	if (Array.isArray(into)) return into.map((part: unknown, index) => (index === step ? put(part, rest, value) : part));
	// What is no object any more has another shape than what was kept; it is left as it was.
	if (typeof into !== 'object' || into === null) return into;
	return { ...into, [step]: put((into as Information)[step], rest, value) };
}
