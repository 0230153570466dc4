import type { TypeDefnEnum } from '@ipld/schema/schema-schema.js';

import type { Kinded } from './kind.ts';
import type { Path } from '../../shared/json-path.ts';
import type { Walk } from './walk.ts';

/** One of the written values: the members' names, unless the schema gives other strings or integers for them. */
export function enumeration(given: Kinded, { members, representation }: TypeDefnEnum, path: Path, state: Walk): unknown {
	const written: Readonly<Record<string, unknown>> = 'int' in representation ? representation.int : representation.string;
	const allowed: unknown[] = members.map((member) => written[member] ?? member);
	if (!state.isKind(given, 'int' in representation ? 'Int' : 'String', path)) return undefined;
	if (allowed.includes(given.value)) return given.value;
	const got = JSON.stringify(given.value).slice(0, 80);
	return state.fail(path, `expected one of ${allowed.map((value) => JSON.stringify(value)).join(', ')}, got ${got}`);
}
