import { collection, field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { contentPath } from '../../content-path.ts';
import { patience, timeout } from '../../fields.ts';
import { isNotPinned, pinnable, pins } from '../../pins.ts';
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
					description: 'Only the pin of this content; nothing when it is not pinned. A CID in version 0 and the same in version 1 are pinned each by itself.',
				}),
			},
			'Filters',
		),
		options: collection('Add option', { timeout }),
	},
	async *run({ fields, kubo }) {
		const { name, path } = fields.filters;
		const call = { patience: patience(fields.options) };
		const one = path ? await pinnable(kubo, contentPath(path), 'CID or Path', call) : undefined;
		try {
			yield* pins(kubo, { type: fields.type, name, path: one, ...call });
		} catch (error) {
			// Asked for one pin that there is not, Kubo fails.
			if (path && isNotPinned(error)) return;
			throw error;
		}
	},
});
