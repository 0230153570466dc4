import { collection, field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { contentPath } from '../../content-path.ts';
import { localOnly, path } from '../../fields.ts';
import type { IpfsContext } from '../../transport.ts';

export const add = defineOperation<IpfsContext>()({
	name: 'Add',
	action: 'Pin content',
	description: 'Keep content on the node, fetching what it has not stored yet',
	fields: {
		path,
		options: collection('Add option', {
			localOnly,
			name: field({ displayName: 'Name', type: 'string', default: '', description: 'Name by which the pin can be found again' }),
			recursive: field({
				displayName: 'Recursive',
				type: 'boolean',
				default: true,
				description: 'Whether to keep all blocks that the content links to, and not one block alone',
			}),
			timeout: field({
				displayName: 'Timeout (Seconds)',
				type: 'number',
				default: 300,
				typeOptions: { minValue: 1 },
				description: 'How long fetching all blocks may take',
			}),
		}),
	},
	async run({ fields, kubo }) {
		const { localOnly: offline, name = '', recursive = true, timeout = 300 } = fields.options;
		const { Pins } = await kubo.call<{ Pins: string[] }>(
			'pin/add',
			{ arg: contentPath(fields.path), recursive, name: name || undefined, offline },
			{ patience: timeout * 1000 },
		);
		return { cid: Pins[0], type: recursive ? 'recursive' : 'direct', name };
	},
});
