import type { TypeDefnMap } from '@ipld/schema/schema-schema.js';

import type { Kinded } from './kind.ts';
import { pairs } from './pairs.ts';
import type { Path } from './path.ts';
import type { Walk } from './walk.ts';

export function map(given: Kinded, definition: TypeDefnMap, path: Path, state: Walk): unknown {
	const { valueType, valueNullable, representation = { map: {} } } = definition;
	const hold = (value: unknown, at: Path) => (value === null && valueNullable ? null : state.hold(value, valueType, at));
	if ('listpairs' in representation) {
		return pairs(given, path, state)?.map(({ key, value, at }) => [key, hold(value, [...at, 1])]);
	}
	if (!state.isKind(given, 'Map', path)) return undefined;
	return Object.fromEntries(
		Object.entries(given.value as object)
			.filter(([, value]) => value !== undefined)
			.map(([key, value]) => [key, hold(value, [...path, key])]),
	);
}
