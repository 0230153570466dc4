import { InvalidField, SystemError } from '../../shared/errors.ts';
import { forEachAtOnce } from './at-once.ts';
import { BATCH, deleteKeys, type Deletion, type DeleteOptions, type Doomed } from './delete-keys.ts';
import type { Gateway } from './gateway.ts';
import { inBatches } from './in-batches.ts';
import { type Folder, type Listed, type ListedVersion, objectsOf, versionsOf } from './listing.ts';

/** Failures that a message names; it counts the others. */
const NAMED = 5;

/** What the node itself says of objects and versions, which a list may hold as it was read; only the first two count. */
const KNOWN = [
	'key',
	'versionId',
	'bucket',
	...['size', 'etag', 'lastModified', 'storageClass', 'isLatest', 'deleteMarker', 'deleted', 'exists'],
	...['contentType', 'contentDisposition', 'contentEncoding', 'cacheControl', 'expires', 'contentRange', 'sha256', 'metadata', 'tags', 'tagCount'],
	...['retentionMode', 'retainUntil', 'legalHold', 'locked', 'sourceBucket', 'sourceKey', 'sourceVersionId', 'restoredVersionId', 'moved'],
];

/**
 * Reads a list of keys as a user or an expression gives it, or as other operations of the node do.
 *
 * @param bucket that the list is for
 * @throws InvalidField when an entry is neither a key nor an object that has one, is in another bucket, or has a name that might
 *   have been meant to say which version: the latest would be deleted in its place
 */
export function readKeys(list: unknown, bucket: string): Doomed[] {
	if (!Array.isArray(list)) throw new InvalidField('Keys', `this is no list: ${shown(list)}`, 'a list of keys, or of objects with "key" and "versionId"');
	return list.map((entry: unknown, index) => {
		const which = `entry ${index + 1}`;
		const read = typeof entry === 'string' && entry !== '' ? { key: entry } : readEntry(entry, which, bucket);
		if (!read.key.isWellFormed()) throw new InvalidField('Keys', `${which} has half of a character: ${shown(read.key)}`, 'whole characters of Unicode');
		return read;
	});
}

function readEntry(entry: unknown, which: string, bucket: string): Doomed {
	const { key, versionId, bucket: other = bucket, ...rest } = (typeof entry === 'object' && entry !== null ? entry : {}) as Readonly<Record<string, unknown>>;
	if (typeof key !== 'string' || key === '') throw new InvalidField('Keys', `${which} is no key: ${shown(entry)}`, 'a text, or an object with the field "key"');
	if (other !== bucket) throw new InvalidField('Keys', `${which} is in bucket ${shown(other)}`, `objects of bucket ${JSON.stringify(bucket)}`);
	const unknown = Object.keys(rest).find((name) => !KNOWN.includes(name));
	if (unknown !== undefined) throw new InvalidField('Keys', `${which} has the unknown field "${unknown.slice(0, 80)}"`, 'key, versionId, and what other operations say of an object');
	if (versionId !== undefined && versionId !== null && typeof versionId !== 'string') throw new InvalidField('Keys', `${which} has the version ${shown(versionId)}`, 'the version ID as text');
	return { key, versionId: versionId || undefined };
}

function shown(value: unknown): string {
	return JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
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
