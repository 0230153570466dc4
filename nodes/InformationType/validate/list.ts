import type { TypeDefnList } from '@ipld/schema/schema-schema.js';

import type { Kinded } from './kind.ts';
import type { Path } from '../../shared/json-path.ts';
import type { Walk } from './walk.ts';

export function list(given: Kinded, { valueType, valueNullable }: TypeDefnList, path: Path, state: Walk): unknown {
	if (!state.isKind(given, 'List', path)) return undefined;
	return (given.value as unknown[]).map((entry, index) =>
		entry === null && valueNullable ? null : state.hold(entry, valueType, [...path, index]),
	);
}
