import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { featuresField, switchFeatures } from '../../rbd/features.ts';
import { imageFields } from '../../rbd/fields.ts';
import { describedImage, editImage, getImage } from '../../rbd/images.ts';
import { given, metadataField, metadataOf } from '../../rbd/new-image.ts';
import { qosField, qosSettings } from '../../rbd/qos.ts';
import type { CephContext } from '../../transport.ts';

export const update = defineOperation<CephContext>()({
	name: 'Update',
	action: 'Update a block image',
	description: 'Switch features of a block image, and set its metadata and QoS limits; what is not given stays as it is',
	fields: {
		...imageFields,
		changes: collection(
			'Add change',
			{
				disableFeatures: {
					...featuresField,
					displayName: 'Disable Features',
					description: 'Features to switch off; Layering and Data Pool stay as long as the image',
				},
				enableFeatures: {
					...featuresField,
					displayName: 'Enable Features',
					description: 'Features to switch on; Deep Flatten, Layering and Data Pool can only be chosen when an image is made',
				},
				metadata: { ...metadataField, displayName: 'Set Metadata' },
				qos: qosField,
				removeMetadata: {
					displayName: 'Remove Metadata',
					type: 'string',
					default: [],
					typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Name' },
					description: 'Names of entries to remove; those that are not there are passed over',
				},
			},
			'Changes',
		),
	},
	async run({ fields: { changes, ...spec }, dashboard }) {
		const { enableFeatures: on = [], disableFeatures: off = [], removeMetadata = [] } = changes;
		const removed = removeMetadata.filter((name) => name !== '').map((name) => [name, null]);
		const metadata = { ...Object.fromEntries(removed), ...metadataOf(changes.metadata) } as Record<string, string | null>;
		const switched = on.length + off.length > 0 ? switchFeatures((await getImage(dashboard, spec)).features_name, on, off) : undefined;
		const change = {
			...given('features', switched),
			...given('metadata', Object.keys(metadata).length > 0 ? metadata : undefined),
			...given('configuration', qosSettings(changes.qos)),
		};
		if (Object.keys(change).length === 0) throw new InvalidField('Changes', 'nothing is to be changed', 'at least one change');
		await editImage(dashboard, spec, change);
		return await describedImage(dashboard, spec);
	},
});
