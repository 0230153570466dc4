import { ListObjectsV2Command, type ListObjectsV2CommandInput } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField } from '../../fields.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { decodeKey } from '../../gateway/object-key.ts';
import { unquoted } from '../../gateway/upload.ts';
import type { CephContext } from '../../transport.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many objects',
	description: 'List the objects of a bucket in the order of their keys',
	fields: {
		bucket: { ...bucketField, description: 'The bucket to list' },
		prefix: {
			displayName: 'Prefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. reports/2026/',
			description: 'Only objects whose keys begin with this',
		},
		options: collection('Add option', {
			delimiter: {
				displayName: 'Delimiter',
				type: 'string',
				default: '/',
				description: 'Keys that have it after the prefix are rolled up into one result with the field "prefix", like a folder',
			},
			startAfter: {
				displayName: 'Start After',
				type: 'string',
				default: '',
				description: 'Only objects whose keys come after this one',
			},
		}),
	},
	list: true,
	run: ({ fields: { bucket, prefix, options }, gateway }) =>
		objectsOf(gateway, {
			Bucket: bucket,
			Prefix: prefix || undefined,
			Delimiter: options.delimiter || undefined,
			StartAfter: options.startAfter || undefined,
		}),
});

async function* objectsOf(gateway: Gateway, query: ListObjectsV2CommandInput): AsyncGenerator<object> {
	const { Bucket: bucket } = query;
	let ContinuationToken: string | undefined;
	do {
		const page = await gateway.send(new ListObjectsV2Command({ ...query, EncodingType: 'url', ContinuationToken }));
		for (const { Key = '', Size = 0, ETag = '', LastModified, StorageClass } of page.Contents ?? []) {
			yield { bucket, key: decodeKey(Key), size: Size, etag: unquoted(ETag), lastModified: LastModified?.toISOString(), storageClass: StorageClass };
		}
		for (const { Prefix = '' } of page.CommonPrefixes ?? []) yield { bucket, prefix: decodeKey(Prefix) };
		ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
	} while (ContinuationToken);
}
