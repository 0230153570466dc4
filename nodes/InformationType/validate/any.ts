import type { Kinded } from './kind.ts';
import { mismatch } from './kind.ts';
import type { Path } from '../../shared/json-path.ts';
import type { Walk } from './walk.ts';

/** Whatever the data model has; links and bytes inside must be well-formed. */
export function any(given: Kinded, path: Path, state: Walk): unknown {
	switch (given.kind) {
		case 'Nothing':
			return state.fail(path, 'expected Any, got Nothing');
		case 'LargeInt':
			// From here on JSON writes an exponent: a floating point number.
			if (Math.abs(given.value as number) >= 1e21) return given.value;
			return state.fail(path, mismatch(given, 'Int'));
		case 'List':
			return (given.value as unknown[]).map((entry, index) => state.hold(entry, 'Any', [...path, index]));
		case 'Map':
			return Object.fromEntries(
				Object.entries(given.value as object)
					.filter(([, value]) => value !== undefined)
					.map(([key, value]) => [key, state.hold(value, 'Any', [...path, key])]),
			);
		default:
			return given.value;
	}
}
