import { checkOnly, type Declaration, ensure as bringAbout } from '../../../shared/ensure.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { inTurn } from '../../dashboard/in-turn.ts';
import { findPool, type RawPool, waitUntilActive } from '../../dashboard/pools.ts';
import type { CephContext } from '../../transport.ts';
import { makingFields, onceField, readMaking, readSettings, settingFields, timeLimitField } from './fields.ts';
import { changePool, checkOverwrites, checkType, makePool } from './make.ts';
import { type PoolSettings, settingsOf } from './pool-item.ts';

export const ensure = defineOperation<CephContext>()({
	name: 'Ensure',
	action: 'Ensure a pool is as declared',
	description: 'Create a pool when there is none, change what differs from what is declared, wait until it serves, and say what differed',
	fields: {
		...makingFields,
		checkOnly,
		options: collection('Add setting', { ...settingFields, ...onceField, timeLimit: timeLimitField }, 'Settings'),
	},
	async run({ fields: { pool, checkOnly: looksOnly, options, ...making }, ...ceph }) {
		const { timeLimit = timeLimitField.default, ...given } = options;
		const declared: PoolSettings = { ...readMaking(making), ...readSettings(given) };
		checkType(declared);
		const shop = { ...ceph, timeLimit: timeLimit * 1000 };
		const declaration: Declaration<RawPool> = {
			what: `Pool ${JSON.stringify(pool)}`,
			declared: { ...declared },
			fixed: ['type', 'erasureCodeProfile'],
			find: () => findPool(ceph.dashboard, pool),
			actual: (found) => {
				const is = settingsOf(found);
				// A number that Ceph changes by itself is a wish for the beginning only.
				const scales = (declared.pgAutoscaleMode ?? is.pgAutoscaleMode) === 'on';
				return { ...is, pgNum: scales ? declared.pgNum : is.pgNum };
			},
			create: () => makePool(shop, pool, declared),
			async change(settings, found) {
				checkOverwrites(declared, found);
				await changePool(shop, pool, Object.fromEntries(Object.entries(declared).filter(([setting]) => settings.includes(setting))));
			},
		};
		// Items that declare the same pool would each find none, and the Dashboard would make it for the first of them only.
		const done = await inTurn(`pool ${pool}`, () => bringAbout(declaration, looksOnly));
		if (!looksOnly && done.existed && timeLimit > 0) await waitUntilActive(ceph, pool, shop.timeLimit);
		return { pool, ...done };
	},
});
