import { defineOperation } from '../../../shared/operation.ts';
import { fromTagSet, toTagSet } from '../../gateway/tags.ts';
import type { CephContext } from '../../transport.ts';
import { bucket, tags } from './fields.ts';
import { SETTINGS } from './settings.ts';

export const setTags = defineOperation<CephContext>()({
	name: 'Set Tags',
	action: 'Set the tags of a bucket',
	description: 'Give a bucket these tags in place of those that it has',
	fields: { bucket, tags },
	async run({ fields: { bucket, tags }, gateway }) {
		await SETTINGS.tags.write(gateway, bucket, fromTagSet(toTagSet(tags)));
		return { bucket, tags: await SETTINGS.tags.read(gateway, bucket) };
	},
});
