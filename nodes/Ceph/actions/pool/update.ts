import { InvalidField } from '../../../shared/errors.ts';
import { collection, field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { exists } from '../../dashboard/missing.ts';
import { findPool, poolNamed } from '../../dashboard/pools.ts';
import type { CephContext } from '../../transport.ts';
import { applicationNames, makingFields, onceField, poolField, readSettings, settingFields, timeLimitField } from './fields.ts';
import { changePool, checkOverwrites, checkType } from './make.ts';
import { poolItem } from './pool-item.ts';

export const update = defineOperation<CephContext>()({
	name: 'Update',
	action: 'Update a pool',
	description: 'Rename a pool or change its settings; what is not given stays as it is',
	fields: {
		pool: poolField,
		crushRule: { ...makingFields.crushRule, description: 'Where copies or pieces are put; stays as it is when empty' },
		changes: collection(
			'Add change',
			{
				...settingFields,
				...onceField,
				applications: field({ ...makingFields.applications, description: 'All that the pool is for: others that it is for so far are taken away' }),
				newName: { displayName: 'New Name', type: 'string', default: '', placeholder: 'e.g. tenant-b' },
			},
			'Changes',
		),
		options: collection('Add option', { timeLimit: timeLimitField }),
	},
	async run({ fields: { pool, crushRule, changes, options }, ...ceph }) {
		const { newName = '', applications, ...given } = changes;
		const { timeLimit = timeLimitField.default } = options;
		const settings = {
			...readSettings(given),
			applications: applications && applicationNames(applications),
			crushRule: crushRule === '' ? undefined : crushRule,
		};
		if (newName === '' && Object.values(settings).every((value) => value === undefined)) {
			throw new InvalidField('Changes', 'nothing is to be changed', 'at least one change');
		}
		const before = await poolNamed(ceph.dashboard, pool);
		checkType({ ...settings, type: before.type });
		checkOverwrites(settings, before);
		if (newName !== '' && newName !== pool && (await findPool(ceph.dashboard, newName))) throw exists('pool', newName, 'Choose another name.');
		const shop = { ...ceph, timeLimit: timeLimit * 1000 };
		return poolItem(await changePool(shop, pool, settings, newName === '' ? pool : newName));
	},
});
