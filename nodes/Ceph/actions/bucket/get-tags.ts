import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';
import { SETTINGS } from './settings.ts';

export const getTags = defineOperation<CephContext>()({
	name: 'Get Tags',
	action: 'Get the tags of a bucket',
	description: 'Get the tags of a bucket as an object with a value for each name',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		return { bucket, tags: await SETTINGS.tags.read(gateway, bucket) };
	},
});
