import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket, versioning } from './fields.ts';
import { SETTINGS } from './settings.ts';

export const setVersioning = defineOperation<CephContext>()({
	name: 'Set Versioning',
	action: 'Set the versioning of a bucket',
	description: 'Have a bucket keep the earlier versions of its objects, or no new ones; Get says what it does',
	fields: { bucket, versioning },
	async run({ fields: { bucket, versioning }, gateway }) {
		await SETTINGS.versioning.write(gateway, bucket, versioning);
		return { bucket, versioning: await SETTINGS.versioning.read(gateway, bucket) };
	},
});
