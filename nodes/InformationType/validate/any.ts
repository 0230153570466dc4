import type { Kinded } from './kind.ts';
import type { Path } from './path.ts';
import type { Walk } from './walk.ts';

/** Whatever the data model has; links and bytes inside must be well-formed. */
export function any(given: Kinded, path: Path, state: Walk): unknown {
	switch (given.kind) {
		case 'Nothing':
			return state.fail(path, 'expected Any, got Nothing');
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
