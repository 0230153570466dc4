import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { readMetadata, writeMetadata } from '../../stream-metadata.ts';
import type { EventStoreContext } from '../../transport.ts';
import { stream } from './fields.ts';

const number = { type: 'number', default: 0, typeOptions: { minValue: 0 } } as const;

export const setMetadata = defineOperation<EventStoreContext>()({
	name: 'Set Metadata',
	action: 'Set the metadata of a stream',
	description: 'Set how long a stream keeps its events, who may use it, and metadata of your own',
	fields: {
		stream,
		metadata: collection(
			'Add metadata',
			{
				acl: {
					displayName: 'Access List (JSON)',
					type: 'json',
					default: '{}',
					placeholder: '{ "$r": ["auditors"], "$w": "$admins" }',
					description: 'Who may read ($r), write ($w), delete ($d), and read ($mr) or write ($mw) the metadata',
				},
				custom: { displayName: 'Custom (JSON)', type: 'json', default: '{}', description: 'Metadata of your own, as an object' },
				maxAge: { ...number, displayName: 'Keep for Seconds', description: 'Age at which events are dropped' },
				maxCount: { ...number, displayName: 'Keep Last Events', description: 'How many of the newest events are kept' },
				truncateBefore: { ...number, displayName: 'Truncate Before', description: 'Revision before which all events are dropped' },
			},
			'Metadata',
		),
		replace: {
			displayName: 'Replace All',
			type: 'boolean',
			default: false,
			description: 'Whether what is not given here is removed instead of kept',
		},
	},
	async run({ fields, eventStore }) {
		const { acl, custom = {}, maxAge, maxCount, truncateBefore } = fields.metadata;
		if (typeof custom !== 'object' || custom === null || Array.isArray(custom)) {
			throw new InvalidField('Custom (JSON)', 'is no object', '{ "key": "value" }');
		}
		const given = { $acl: acl, $maxAge: maxAge, $maxCount: maxCount, $tb: truncateBefore };
		const read = await readMetadata(eventStore, fields.stream);
		const metadata = {
			...(!fields.replace && read.metadata),
			...custom,
			...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
		};
		const revision = await writeMetadata(eventStore, fields.stream, metadata, read);
		return { stream: fields.stream, metadata, revision };
	},
});
