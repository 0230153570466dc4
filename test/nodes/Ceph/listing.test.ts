import type { ListObjectVersionsCommand } from '@aws-sdk/client-s3';

import type { Gateway } from '../../../nodes/Ceph/gateway/gateway.ts';
import { entriesOf, versionsOf } from '../../../nodes/Ceph/gateway/listing.ts';

/** A gateway that gives these pages, and keeps what it was asked for. */
function gatewayOf(pages: object[]) {
	const asked: object[] = [];
	const send = async ({ input }: ListObjectVersionsCommand): Promise<object> => {
		asked.push(input);
		return pages[asked.length - 1]!;
	};
	return { asked, gateway: { send } as unknown as Gateway };
}

const version = (Key: string, VersionId: string, more = {}) => ({ Key, VersionId, LastModified: new Date('2026-01-01T00:00:00Z'), Size: 1, ETag: '"tag"', ...more });

describe('a list of versions', () => {
	it('is one list of versions and delete markers, in the order in which they came', () => {
		const page = {
			$metadata: {},
			Versions: [version('a%20b', 'v1'), version('a%20b', 'v3'), version('c', 'v4')],
			DeleteMarkers: [version('a%20b', 'v2')],
			CommonPrefixes: [{ Prefix: 'd%2F' }],
		};
		const body = '<Version><Key>a</Key></Version><DeleteMarker></DeleteMarker><Version></Version><Version></Version><CommonPrefixes></CommonPrefixes>';
		const entries = entriesOf('bucket', page, body);
		expect(entries.map((entry) => ('key' in entry ? [entry.key, entry.versionId, entry.deleteMarker] : entry.prefix))).toEqual([
			['a b', 'v1', false],
			['a b', 'v2', true],
			['a b', 'v3', false],
			['c', 'v4', false],
			'd/',
		]);
	});

	it.each([
		['encoded', 'a%2520b'],
		['as it is', 'a%20b'],
	])('goes on after the last key of a page, which releases give %s', async (_how, NextKeyMarker) => {
		const { asked, gateway } = gatewayOf([{ Versions: [version('a%2520b', 'v1')], IsTruncated: true, NextKeyMarker, NextVersionIdMarker: 'v1' }, {}]);
		await Array.fromAsync(versionsOf(gateway, { bucket: 'bucket', prefix: 'a' }));
		expect(asked).toMatchObject([{ Prefix: 'a' }, { Prefix: 'a', KeyMarker: 'a%20b', VersionIdMarker: 'v1' }]);
	});

	it('asks for no more than is wanted', async () => {
		const { asked, gateway } = gatewayOf([{}]);
		await Array.fromAsync(versionsOf(gateway, { bucket: 'bucket', limit: 5 }));
		expect(asked).toMatchObject([{ MaxKeys: 5 }]);
	});
});
