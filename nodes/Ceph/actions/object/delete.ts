import { DeleteObjectCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import type { CephContext } from '../../transport.ts';

export const deleteObject = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete an object',
	description: 'Delete an object; that it is gone already is no error',
	fields: { bucket: bucketField, key: keyField },
	async run({ fields: { bucket, key }, gateway }) {
		const { DeleteMarker, VersionId } = await gateway.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
		return { bucket, key, deleted: true, deleteMarker: DeleteMarker, versionId: VersionId };
	},
});
