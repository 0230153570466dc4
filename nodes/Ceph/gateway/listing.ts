import { ListObjectsV2Command, type ListObjectsV2CommandInput, ListObjectVersionsCommand, type ListObjectVersionsCommandInput, type ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';

import { unquoted } from './entity-tag.ts';
import type { Gateway } from './gateway.ts';
import { decodeKey } from './object-key.ts';
import { bodyOf } from './raw-body.ts';

/** An object as listings show it. */
export interface Listed {
	bucket: string;
	key: string;
	size: number;
	etag: string;
	lastModified: string | undefined;
	storageClass: string | undefined;
}

/** A version of an object, or the mark that it was deleted, which has no bytes. */
export interface ListedVersion {
	bucket: string;
	key: string;
	versionId: string;
	isLatest: boolean;
	deleteMarker: boolean;
	lastModified: string | undefined;
	size?: number;
	etag?: string;
	storageClass?: string;
}

/** Keys that have the delimiter after the prefix, rolled up like a folder. */
export interface Folder {
	bucket: string;
	prefix: string;
}

/** What a list is asked for. */
export interface Listing {
	bucket: string;
	prefix?: string;
	delimiter?: string;
	startAfter?: string;
	/** Entries that are wanted; all unless given. */
	limit?: number;
}

/** S3 gives no more at once. */
const PAGE = 1_000;

/** The objects of a bucket in the order of their keys, page by page; those that come or go meanwhile may be missing. */
export async function* objectsOf(gateway: Gateway, { bucket, prefix, delimiter, startAfter, limit = PAGE }: Listing): AsyncGenerator<Listed | Folder> {
	const query: ListObjectsV2CommandInput = {
		Bucket: bucket,
		Prefix: prefix || undefined,
		Delimiter: delimiter || undefined,
		StartAfter: startAfter || undefined,
		MaxKeys: Math.min(limit, PAGE),
		EncodingType: 'url',
	};
	let ContinuationToken: string | undefined;
	do {
		const page = await gateway.send(new ListObjectsV2Command({ ...query, ContinuationToken }));
		for (const { Key = '', Size = 0, ETag = '', LastModified, StorageClass } of page.Contents ?? []) {
			yield { bucket, key: decodeKey(Key), size: Size, etag: unquoted(ETag), lastModified: LastModified?.toISOString(), storageClass: StorageClass };
		}
		for (const { Prefix = '' } of page.CommonPrefixes ?? []) yield { bucket, prefix: decodeKey(Prefix) };
		ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
	} while (ContinuationToken);
}

/** All versions and delete markers of the objects of a bucket, in the order of their keys, the latest first. */
export async function* versionsOf(gateway: Gateway, { bucket, prefix, delimiter, startAfter, limit = PAGE }: Listing): AsyncGenerator<ListedVersion | Folder> {
	const query: ListObjectVersionsCommandInput = { Bucket: bucket, Prefix: prefix || undefined, Delimiter: delimiter || undefined, MaxKeys: Math.min(limit, PAGE), EncodingType: 'url' };
	let next: Marker | undefined = startAfter ? { KeyMarker: startAfter } : undefined;
	do {
		const command = new ListObjectVersionsCommand({ ...query, ...next });
		const body = bodyOf(command);
		const page: ListObjectVersionsCommandOutput = await gateway.send(command);
		for (const entry of entriesOf(bucket, page, body())) {
			// The gateway takes a key without a version for one of its versions, and goes on with the others.
			if (!('key' in entry) || entry.key !== startAfter) yield entry;
		}
		next = page.IsTruncated ? markerOf(page) : undefined;
	} while (next);
}

interface Marker {
	KeyMarker: string;
	VersionIdMarker?: string;
}

/** Where the next page begins. Releases differ in whether they encode its key, so it is taken from the page itself. */
function markerOf({ NextKeyMarker = '', NextVersionIdMarker, Versions = [], DeleteMarkers = [], CommonPrefixes = [] }: ListObjectVersionsCommandOutput): Marker {
	const last = [Versions.at(-1)?.Key, DeleteMarkers.at(-1)?.Key, CommonPrefixes.at(-1)?.Prefix].map((encoded) => decodeKey(encoded ?? ''));
	const KeyMarker = last.find((key) => key === NextKeyMarker) ?? decodeKey(NextKeyMarker);
	return { KeyMarker, VersionIdMarker: NextVersionIdMarker };
}

/**
 * The page's three lists as one. Times are of whole seconds, so the order of versions and delete markers of a key is only
 * to be had from the answer as it came; keys cannot pass for its tags.
 *
 * @param body the answer
 */
export function entriesOf(bucket: string, { Versions = [], DeleteMarkers = [], CommonPrefixes = [] }: ListObjectVersionsCommandOutput, body: string): (ListedVersion | Folder)[] {
	const versions: ListedVersion[] = Versions.map(({ Key = '', VersionId = '', IsLatest = false, LastModified, Size = 0, ETag = '', StorageClass }) => ({
		bucket,
		key: decodeKey(Key),
		versionId: VersionId,
		isLatest: IsLatest,
		deleteMarker: false,
		lastModified: LastModified?.toISOString(),
		size: Size,
		etag: unquoted(ETag),
		storageClass: StorageClass,
	}));
	const markers: ListedVersion[] = DeleteMarkers.map(({ Key = '', VersionId = '', IsLatest = false, LastModified }) => ({
		bucket,
		key: decodeKey(Key),
		versionId: VersionId,
		isLatest: IsLatest,
		deleteMarker: true,
		lastModified: LastModified?.toISOString(),
	}));
	const folders = CommonPrefixes.map(({ Prefix = '' }) => ({ bucket, prefix: decodeKey(Prefix) }));
	const order = body.match(/<(?:Version|DeleteMarker)>/g) ?? [];
	const entries = order.map((tag) => (tag === '<Version>' ? versions : markers).shift()).filter((entry) => entry !== undefined);
	return [...entries, ...versions, ...markers, ...folders];
}
