import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { inTurn } from '../../dashboard/in-turn.ts';
import { exists } from '../../dashboard/missing.ts';
import { findPool } from '../../dashboard/pools.ts';
import type { CephContext } from '../../transport.ts';
import { makingFields, onceField, readMaking, readSettings, settingFields, timeLimitField } from './fields.ts';
import { makePool } from './make.ts';
import { poolItem } from './pool-item.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create a pool',
	description: 'Create a RADOS pool and wait until its placement groups are active',
	fields: {
		...makingFields,
		options: collection('Add option', { ...settingFields, ...onceField, timeLimit: timeLimitField }),
	},
	async run({ fields: { pool, options, ...making }, ...ceph }) {
		const { timeLimit = timeLimitField.default, ...given } = options;
		const settings = { ...readMaking(making), ...readSettings(given) };
		return await inTurn(`pool ${pool}`, async () => {
			// Ceph takes a name that exists for done, and the Dashboard then changes that pool.
			if (await findPool(ceph.dashboard, pool)) throw exists('pool', pool, 'Choose another name, or use Ensure, which changes what differs.');
			return poolItem(await makePool({ ...ceph, timeLimit: timeLimit * 1000 }, pool, settings));
		});
	},
});
