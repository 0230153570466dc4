import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField } from '../../fields.ts';
import { objectsOf, versionsOf } from '../../gateway/listing.ts';
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
			versions: {
				displayName: 'Versions',
				type: 'boolean',
				default: false,
				description: 'Whether to list all versions, each with its version ID, and the delete markers of objects that were deleted',
			},
		}),
	},
	list: true,
	run({ fields: { bucket, prefix, options }, gateway, limit }) {
		const { versions = false, delimiter, startAfter } = options;
		return (versions ? versionsOf : objectsOf)(gateway, { bucket, prefix, delimiter, startAfter, limit });
	},
});
