import { collection, field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { contentPath } from '../../content-path.ts';
import { patience, timeout } from '../../fields.ts';
import { isNotPinned, pins } from '../../pins.ts';
import type { IpfsContext } from '../../transport.ts';

export const list = defineOperation<IpfsContext>()({
	name: 'Get Many',
	action: 'Get many pins',
	description: 'List what is pinned on the node',
	list: true,
	fields: {
		type: {
			displayName: 'Type',
			type: 'options',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Direct', value: 'direct', description: 'Single blocks' },
				{ name: 'Indirect', value: 'indirect', description: 'What is kept by another pin' },
				{ name: 'Recursive', value: 'recursive', description: 'Content with all that it links to' },
			],
			default: 'recursive',
		},
		filters: collection(
			'Add filter',
			{
				name: field({ displayName: 'Name Contains', type: 'string', default: '' }),
				path: field({
					displayName: 'CID or Path',
					type: 'string',
					default: '',
					placeholder: 'bafybei…',
					description: 'Only the pin of this content; nothing when it is not pinned',
				}),
			},
			'Filters',
		),
		options: collection('Add option', { timeout }),
	},
	async *run({ fields, kubo }) {
		const { name, path } = fields.filters;
		const query = { type: fields.type, name, path: path ? contentPath(path) : undefined, patience: patience(fields.options) };
		try {
			yield* pins(kubo, query);
		} catch (error) {
			// Asked for one pin that there is not, Kubo fails.
			if (path && isNotPinned(error)) return;
			throw error;
		}
	},
});
