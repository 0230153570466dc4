import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { copySource } from '../../gateway/object-key.ts';
import type { CephContext } from '../../transport.ts';
import { versionId } from './fields.ts';

export const restoreVersion = defineOperation<CephContext>()({
	name: 'Restore Version',
	action: 'Restore a version of an object',
	description: 'Make an older version the latest, also of an object that was deleted: it is copied inside the cluster, and all versions stay',
	fields: {
		bucket: bucketField,
		key: keyField,
		versionId: { ...versionId, required: true, description: 'The version to restore' },
	},
	async run({ fields: { bucket, key, versionId }, gateway }) {
		const restored = await gateway.copy({ Bucket: bucket, Key: key, CopySource: copySource(bucket, key, versionId) });
		return { bucket, key, restoredVersionId: versionId, etag: restored.etag, versionId: restored.versionId };
	},
});
