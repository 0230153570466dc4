import type { TypeDefnMap } from '@ipld/schema/schema-schema.js';

import type { Kinded } from './kind.ts';
import { pairs } from './pairs.ts';
import type { Path } from '../../shared/json-path.ts';
import type { Walk } from './walk.ts';

export function map(given: Kinded, definition: TypeDefnMap, path: Path, state: Walk): unknown {
	const { keyType, valueType, valueNullable, representation = { map: {} } } = definition;
	const hold = (key: string, keyPath: Path, value: unknown, at: Path) => {
		if (keyType !== 'String') state.hold(key, keyType, keyPath);
		return value === null && valueNullable ? null : state.hold(value, valueType, at);
	};
	if ('listpairs' in representation) {
		return pairs(given, path, state)?.map(({ key, value, at }) => [key, hold(key, [...at, 0], value, [...at, 1])]);
	}
	if (!state.isKind(given, 'Map', path)) return undefined;
	return Object.fromEntries(
		Object.entries(given.value as object)
			.filter(([, value]) => value !== undefined)
			.map(([key, value]: [string, unknown]) => [key, hold(key, [...path, key], value, [...path, key])]),
	);
}
