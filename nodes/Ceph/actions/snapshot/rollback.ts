import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { inWords } from '../../rbd/failure.ts';
import { snapshotFields } from '../../rbd/fields.ts';
import { snapshotPath } from '../../rbd/image-spec.ts';
import { describedImage } from '../../rbd/images.ts';
import type { CephContext } from '../../transport.ts';

export const rollback = defineOperation<CephContext>()({
	name: 'Roll Back',
	action: 'Roll a block image back to a snapshot',
	description: 'Make a block image what it was at a snapshot: what was written since is lost; no client may use the image meanwhile',
	fields: {
		...snapshotFields,
		options: collection('Add option', { timeLimit }),
	},
	async run({ fields: { options, ...spec }, dashboard }) {
		await inWords(dashboard, { image: spec }, () => dashboard.send('POST', `${snapshotPath(spec)}/rollback`, undefined, { timeout: timeoutOf(options) }));
		return { ...(await describedImage(dashboard, spec)), rolledBackTo: spec.snapshot };
	},
});
