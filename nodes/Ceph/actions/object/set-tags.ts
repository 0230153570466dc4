import { GetObjectTaggingCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import { bucketField, keyField } from '../../fields.ts';
import { fromTagSet, toTagSet } from '../../gateway/tags.ts';
import type { CephContext } from '../../transport.ts';
import { tags, versionId } from './fields.ts';

export const setTags = defineOperation<CephContext>()({
	name: 'Set Tags',
	action: 'Set the tags of an object',
	description: 'Give an object these tags, in place of those that it has',
	fields: {
		bucket: bucketField,
		key: keyField,
		tags,
		options: collection('Add option', {
			keepOthers: {
				displayName: 'Keep Others',
				type: 'boolean',
				default: false,
				description: 'Whether to keep tags of other names that the object has',
			},
			versionId,
		}),
	},
	async run({ fields: { bucket, key, tags, options }, gateway }) {
		const object = { Bucket: bucket, Key: key, VersionId: options.versionId || undefined };
		const given = toTagSet(tags);
		const { TagSet: present = [] } = options.keepOthers ? await gateway.send(new GetObjectTaggingCommand(object)) : {};
		const others = present.filter(({ Key }) => !given.some((tag) => tag.Key === Key));
		const TagSet = [...others, ...given];
		await gateway.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet } }));
		// Who may set tags and not see them is told what was set.
		const kept = await orNone(gateway.send(new GetObjectTaggingCommand(object)), 'AccessDenied');
		return { bucket, key, versionId: object.VersionId, tags: fromTagSet(kept?.TagSet ?? TagSet) };
	},
});
