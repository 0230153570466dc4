import { InvalidField } from '../shared/errors.ts';

const ACL_NAMES = ['$r', '$w', '$d', '$mr', '$mw'];

/** Lists of rights that the database itself has a name for. */
const NAMED_ACLS = ['$userStreamAcl', '$systemStreamAcl'];

/** The database's own metadata, with the least whole number that each of them may be. */
const LEAST: Record<string, number> = { $maxAge: 1, $maxCount: 1, $tb: 0, $cacheControl: 1 };
const OWN_NAMES = [...Object.keys(LEAST), '$acl'];

/**
 * Refuses metadata that the database takes and then ignores: names with $ that it does not have, and values of the wrong
 * kind, for which it ignores all metadata of the stream (seen on KurrentDB 25 and EventStoreDB 23).
 *
 * @param metadata under the database's names
 * @param field name of the field for the error
 */
export function checkMetadata(metadata: Readonly<Record<string, unknown>>, field: string): void {
	for (const [name, value] of Object.entries(metadata)) {
		if (!name.startsWith('$')) continue;
		if (!OWN_NAMES.includes(name)) {
			throw new InvalidField(field, `"${name}" is none of the database's own names, which begin with $`, OWN_NAMES.join(', '));
		}
		const least = LEAST[name];
		if (least === undefined) checkAcl(value, field);
		else if (!isWhole(value, least)) throw new InvalidField(field, `${name} is ${JSON.stringify(value)}`, `a whole number from ${least}`);
	}
}

/** Numbers of 64 bits; those that JavaScript cannot hold come as `parseExactly` gives them, or are rounded already. */
function isWhole(value: unknown, least: number): boolean {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) return false;
	const text = JSON.stringify(value);
	return /^\d+$/.test(text) && BigInt(text) >= least && BigInt(text) < 1n << 63n;
}

function checkAcl(acl: unknown, field: string): void {
	if (typeof acl === 'string' && NAMED_ACLS.includes(acl)) return;
	if (typeof acl !== 'object' || acl === null || Array.isArray(acl)) {
		throw new InvalidField(field, '$acl is no object', `{ "$r": ["auditors"], "$w": "$admins" }, or ${NAMED_ACLS.join(', ')}`);
	}
	for (const [right, roles] of Object.entries(acl)) {
		if (!ACL_NAMES.includes(right)) throw new InvalidField(field, `$acl has no right "${right}"`, ACL_NAMES.join(', '));
		if (![roles].flat().every((role) => typeof role === 'string')) {
			throw new InvalidField(field, `$acl.${right} is ${JSON.stringify(roles)}`, 'a user or group, or a list of them');
		}
	}
}
