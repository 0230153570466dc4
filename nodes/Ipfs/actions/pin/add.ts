import { collection, field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { contentPath } from '../../content-path.ts';
import { localOnly, path } from '../../fields.ts';
import { nameOfPin, pinnable } from '../../pins.ts';
import type { IpfsContext } from '../../transport.ts';

export const add = defineOperation<IpfsContext>()({
	name: 'Add',
	action: 'Pin content',
	description: 'Keep content on the node, fetching what it has not stored yet',
	fields: {
		path,
		options: collection('Add option', {
			localOnly,
			name: field({ displayName: 'Name', type: 'string', default: '', description: 'Name by which the pin can be found again; without this option a pin keeps the name it has' }),
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
		const { localOnly: offline, recursive = true, timeout = 300 } = fields.options;
		const patience = timeout * 1000;
		const arg = await pinnable(kubo, contentPath(fields.path), path.displayName, { offline, patience });
		// Kubo takes the name of a pin away that is made again without one.
		const name = fields.options.name ?? (await nameOfPin(kubo, arg, { offline, patience })) ?? '';
		const { Pins } = await kubo.call<{ Pins: string[] }>('pin/add', { arg, recursive, name: name || undefined, offline }, { patience });
		return { cid: Pins[0], type: recursive ? 'recursive' : 'direct', name };
	},
});
