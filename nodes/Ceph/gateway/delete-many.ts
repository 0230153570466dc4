import { InvalidField, SystemError } from '../../shared/errors.ts';
import { forEachAtOnce } from './at-once.ts';
import { BATCH, deleteKeys, type Deletion, type DeleteOptions, type Doomed } from './delete-keys.ts';
import type { Gateway } from './gateway.ts';
import { inBatches } from './in-batches.ts';
import { type Folder, type Listed, type ListedVersion, objectsOf, versionsOf } from './listing.ts';

/** Failures that a message names; it counts the others. */
const NAMED = 5;

/**
 * Reads a list of keys as a user or an expression gives it.
 *
 * @throws InvalidField when an entry is neither a key nor an object that has one
 */
export function readKeys(list: unknown): Doomed[] {
	if (!Array.isArray(list)) throw new InvalidField('Keys', 'this is no list', 'a list of keys, or of objects with "key" and "versionId"');
	return list.map((entry: unknown, index) => {
		if (typeof entry === 'string' && entry !== '') return { key: entry };
		if (typeof entry === 'object' && entry !== null && 'key' in entry && typeof entry.key === 'string' && entry.key !== '') {
			const versionId = 'versionId' in entry && typeof entry.versionId === 'string' ? entry.versionId : undefined;
			return { key: entry.key, versionId };
		}
		throw new InvalidField('Keys', `entry ${index + 1} is no key: ${JSON.stringify(entry)?.slice(0, 80)}`, 'a text, or an object with the field "key"');
	});
}

/** @throws SystemError naming the keys that were not deleted, after all others were */
export async function deleteListed(gateway: Gateway, bucket: string, objects: readonly Doomed[], options: DeleteOptions): Promise<Deletion[]> {
	const results = await deleteKeys(gateway, bucket, objects, options);
	const failures = results.filter((result) => result instanceof Error);
	if (failures.length > 0) throw summary(failures, objects.length, bucket);
	return results.filter((result): result is Deletion => !(result instanceof Error));
}

/** What is to be deleted: all objects of which the keys begin with the prefix, the empty one being that of all. */
export interface Selection {
	bucket: string;
	prefix: string;
	/** All versions and delete markers, for good. */
	versions: boolean;
}

/** Deletes page by page while it lists; answers how many objects, or versions, there were. */
export async function deleteAll(gateway: Gateway, { bucket, prefix, versions }: Selection, options: DeleteOptions = {}): Promise<{ bucket: string; prefix: string; deleted: number }> {
	const entries = versions ? versionsOf(gateway, { bucket, prefix }) : objectsOf(gateway, { bucket, prefix });
	const failures: Error[] = [];
	let seen = 0;
	await forEachAtOnce(inBatches(doomed(entries), BATCH), 2, async (batch) => {
		const results = await deleteKeys(gateway, bucket, batch, options);
		seen += results.length;
		failures.push(...results.filter((result) => result instanceof Error));
	});
	if (failures.length > 0) throw summary(failures, seen, bucket);
	return { bucket, prefix, deleted: seen };
}

async function* doomed(entries: AsyncIterable<Listed | ListedVersion | Folder>): AsyncGenerator<Doomed> {
	for await (const entry of entries) {
		if ('key' in entry) yield { key: entry.key, versionId: 'versionId' in entry ? entry.versionId : undefined };
	}
}

function summary(failures: readonly Error[], all: number, bucket: string): Error {
	const [first] = failures;
	if (failures.length === all && (all === 1 || failures.every(({ message }) => message === first!.message))) return first!;
	const more = failures.length > NAMED ? `, and ${failures.length - NAMED} more` : '';
	const reasons = failures.slice(0, NAMED).map(({ message }) => message);
	return new SystemError(
		{
			message: `${failures.length} of ${all} objects in bucket ${JSON.stringify(bucket)} were not deleted: ${reasons.join('; ')}${more}`,
			description: 'The others were deleted.',
			code: first instanceof SystemError ? first.failure.code : undefined,
		},
		first,
	);
}
