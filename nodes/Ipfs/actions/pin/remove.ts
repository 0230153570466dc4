import { collection, field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { contentPath } from '../../content-path.ts';
import { patience, timeout } from '../../fields.ts';
import { isNotPinned, pinnable } from '../../pins.ts';
import type { IpfsContext } from '../../transport.ts';
import { pinned } from './fields.ts';

export const remove = defineOperation<IpfsContext>()({
	name: 'Remove',
	action: 'Unpin content',
	description: 'Let garbage collection remove content from the node',
	fields: {
		pin: pinned,
		options: collection('Add option', {
			missingIsFine: field({
				displayName: 'Missing Is Fine',
				type: 'boolean',
				default: true,
				description: 'Whether to go on when there is no such pin',
			}),
			recursive: field({
				displayName: 'Recursive',
				type: 'boolean',
				default: true,
				description: 'Whether the pin may be one that keeps all that the content links to, and not one block alone',
			}),
			timeout,
		}),
	},
	async run({ fields, kubo }) {
		const { missingIsFine = false, recursive } = fields.options;
		const call = { patience: patience(fields.options) };
		const arg = await pinnable(kubo, contentPath(fields.pin, pinned.displayName), pinned.displayName, call);
		try {
			const { Pins } = await kubo.call<{ Pins: string[] }>('pin/rm', { arg, recursive }, call);
			return { cid: Pins[0], removed: true };
		} catch (error) {
			if (!missingIsFine || !isNotPinned(error)) throw error;
			const { Cid } = await kubo.call<{ Cid: { '/': string } }>('dag/resolve', { arg }, call);
			return { cid: Cid['/'], removed: false };
		}
	},
});
