import type { Position } from '@eventstore/db-client';

import { InvalidField } from '../shared/errors.ts';

const PARTS = /^\s*(?:C:)?(\d{1,19})\s*(?:\/\s*(?:P:)?(\d{1,19}))?\s*$/i;
const ALLOWED = 'a position as events carry it: { "commit": "4711", "prepare": "4711" }, or 4711/4711';

/**
 * A place in the log of the whole database, as items carry it or as people write it; a place of one number has it twice.
 *
 * @throws InvalidField when it is none. The server takes only those that it has told itself.
 */
export function toPosition(value: unknown, field: string): Position {
	if (typeof value === 'object' && value !== null && 'commit' in value) {
		const { commit, prepare = commit } = value as { commit: unknown; prepare?: unknown };
		return toPosition(`${String(commit)}/${String(prepare)}`, field);
	}
	const [, commit, prepare = commit] = PARTS.exec(String(value)) ?? [];
	if (commit === undefined || prepare === undefined) {
		throw new InvalidField(field, `got ${JSON.stringify(value)?.slice(0, 80) ?? 'nothing'}`, ALLOWED);
	}
	const position = { commit: BigInt(commit), prepare: BigInt(prepare) };
	if (position.commit >= 1n << 63n || position.prepare > position.commit) throw new InvalidField(field, `got "${commit}/${prepare}"`, ALLOWED);
	return position;
}
