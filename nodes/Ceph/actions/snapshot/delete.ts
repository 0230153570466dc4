import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { inWords } from '../../rbd/failure.ts';
import { snapshotFields } from '../../rbd/fields.ts';
import { snapshotPath } from '../../rbd/image-spec.ts';
import type { CephContext } from '../../transport.ts';

export const deleteSnapshot = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete a snapshot',
	description: 'Delete a snapshot of a block image; a protected one is refused',
	fields: {
		...snapshotFields,
		options: collection('Add option', { timeLimit }),
	},
	async run({ fields: { options, ...spec }, dashboard }) {
		await inWords(dashboard, { image: spec }, () => dashboard.send('DELETE', snapshotPath(spec), undefined, { timeout: timeoutOf(options) }));
		return { ...spec, deleted: true };
	},
});
