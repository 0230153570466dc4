import type { Kinded } from './kind.ts';
import type { Path } from '../../shared/json-path.ts';
import type { Walk } from './walk.ts';

/** One `[key, value]` of representation listpairs. */
export interface Pair {
	key: string;
	value: unknown;
	at: Path;
}

/** Reads representation listpairs: a list of `[key, value]`, each key once. */
export function pairs(given: Kinded, path: Path, state: Walk): Pair[] | undefined {
	if (!state.isKind(given, 'List', path)) return undefined;
	const seen = new Set<string>();
	return (given.value as unknown[]).flatMap((entry, index) => {
		const at = [...path, index];
		if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string') {
			state.fail(at, 'expected a pair of key and value');
			return [];
		}
		const [key, value] = entry as [string, unknown];
		if (seen.has(key)) {
			state.fail(at, `the key "${key}" is there already`);
			return [];
		}
		seen.add(key);
		return [{ key, value, at }];
	});
}
