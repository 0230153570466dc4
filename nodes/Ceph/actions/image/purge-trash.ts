import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { TrashEntry } from '../../rbd/dashboard-answers.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { pool } from '../../rbd/fields.ts';
import { checkPool } from '../../rbd/image-spec.ts';
import { nextReading, trashOf } from '../../rbd/trash.ts';
import type { CephContext } from '../../transport.ts';

export const purgeTrash = defineOperation<CephContext>()({
	name: 'Purge Trash',
	action: 'Purge the trash of a pool',
	description: 'Delete for good the block images in the trash of a pool, in all its namespaces, whose time has passed',
	fields: {
		pool: { ...pool, description: 'The pool whose trash to purge' },
		options: collection('Add option', { timeLimit }),
	},
	async run({ fields: { pool: inPool, options }, dashboard, signal }) {
		checkPool(inPool);
		const before = await trashOf(dashboard, inPool, signal);
		await dashboard.send('POST', 'api/block/image/trash/purge', undefined, { query: { pool_name: inPool }, timeout: timeoutOf(options) });
		await nextReading(signal);
		const left = new Set((await trashOf(dashboard, inPool, signal)).map(keyOf));
		const gone = before.filter((entry) => !left.has(keyOf(entry)));
		return {
			pool: inPool,
			deleted: gone.length,
			images: gone.map(({ namespace, name, id }) => ({ namespace, image: name, id })),
			left: left.size,
		};
	},
});

function keyOf({ namespace, id }: TrashEntry): string {
	return `${namespace}/${id}`;
}
