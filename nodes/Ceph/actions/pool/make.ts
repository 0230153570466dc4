import { isDeepStrictEqual } from 'node:util';

import { InvalidField, SystemError } from '../../../shared/errors.ts';
import { segment } from '../../../shared/path-segment.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { findPool, poolNamed, type RawPool, waitUntilActive, type Watch } from '../../dashboard/pools.ts';
import { type PoolSettings, settingsOf, toBody } from './pool-item.ts';

/** Milliseconds for the changes themselves, where nobody waits for the placement groups. */
const CHANGE = 120_000;
/** Milliseconds that creating has at the least, before its placement groups are waited for: a pool is not to stay half made. */
const CREATION = 30_000;
/** Settings after whose change placement groups are made, moved or merged. */
const MOVING = ['pgNum', 'size', 'crushRule'] as const;

/** What making and changing need of an operation. */
export interface Workshop extends Watch {
	/** Milliseconds; 0 does not wait. */
	timeLimit: number;
}

/**
 * Creates a pool that is not there and waits until its placement groups are active.
 *
 * @throws SystemError in Ceph's words; says so when the pool is there all the same
 */
export async function makePool(shop: Workshop, name: string, settings: PoolSettings): Promise<RawPool> {
	checkType(settings);
	const { type = 'replicated', erasureCodeProfile, crushRule, pgNum = 0, size, minSize, ...others } = settings;
	const body = {
		pool: name,
		pool_type: type,
		// 0 has the monitors take the cluster's own default.
		pg_num: pgNum,
		erasure_code_profile: type === 'erasure' ? (erasureCodeProfile ?? 'default') : undefined,
		rule_name: crushRule,
		...toBody(others),
	};
	const timeout = shop.timeLimit > 0 ? Math.max(shop.timeLimit, CREATION) : CHANGE;
	try {
		await change(shop, 'POST', 'api/pool', body, { name, wanted: { ...others, crushRule }, timeout });
		// The Dashboard cannot say the yes that a size of 1 needs, so a size is set only where the default is another.
		const made = settingsOf(await poolNamed(shop.dashboard, name));
		const rest = without({ ...others, crushRule, size, minSize }, made);
		if (Object.keys(rest).length > 0) await change(shop, 'PUT', poolPath(name), toBody(rest), { name, wanted: rest, timeout: CHANGE });
	} catch (thrown) {
		throw await halfMade(shop.dashboard, name, thrown);
	}
	return await settled(shop, name, true);
}

/** Changes settings of a pool, and waits where placement groups follow from it. */
export async function changePool(shop: Workshop, name: string, settings: PoolSettings, newName = name): Promise<RawPool> {
	const moving = MOVING.some((setting) => settings[setting] !== undefined);
	const waits = shop.timeLimit > 0;
	const timeout = waits ? shop.timeLimit : CHANGE;
	const ask = async (current: string, wanted: PoolSettings) => {
		const body = { ...toBody(wanted), ...(newName !== current && { pool: newName }) };
		await change(shop, 'PUT', poolPath(current), body, { name: newName, wanted, timeout }, waits || !moving);
	};
	await ask(name, settings);
	// While somebody else was changing the pool, the Dashboard has answered with their result and has not made this change.
	const is = await findPool(shop.dashboard, newName);
	const rest = is === undefined ? settings : without(settings, settingsOf(is));
	if (is === undefined || Object.keys(rest).length > 0) await ask(is === undefined ? name : newName, rest);
	return await settled(shop, newName, moving);
}

/** Refuses to take back what cannot be taken back. */
export function checkOverwrites({ ecOverwrites }: PoolSettings, pool: RawPool): void {
	if (ecOverwrites === false && settingsOf(pool).ecOverwrites) {
		throw new InvalidField('EC Overwrites', 'the pool has them, and this cannot be taken back', 'true');
	}
}

/** Refuses what only pools of the other type have, before anything is made. */
export function checkType({ type, size, ecOverwrites }: PoolSettings): void {
	if (type === 'erasure' && size !== undefined) {
		throw new InvalidField('Size', 'an erasure-coded pool has as many pieces as its profile says', 'a size for replicated pools only');
	}
	if (type === 'replicated' && ecOverwrites === true) {
		throw new InvalidField('EC Overwrites', 'a replicated pool has no such setting', 'on for erasure-coded pools only');
	}
}

interface Wish {
	/** The pool's name after the change. */
	name: string;
	wanted: PoolSettings;
	/** Milliseconds. */
	timeout: number;
}

/** Asks for a change; where the Dashboard cannot tell when it is made, the pool itself tells. */
async function change(shop: Workshop, method: 'POST' | 'PUT', path: string, body: object, wish: Wish, follow = true): Promise<void> {
	const { name, wanted, timeout } = wish;
	try {
		await shop.dashboard.send(method, path, body, { timeout, follow });
	} catch (thrown) {
		if (!(thrown instanceof SystemError) || thrown.failure.code !== 'tasks-unknown') throw thrown;
		const isMade = (pool: RawPool | undefined) => pool !== undefined && Object.keys(without(wanted, settingsOf(pool))).length === 0;
		await shop.wait(() => findPool(shop.dashboard, name), isMade, { what: `pool ${JSON.stringify(name)} to be as asked for`, timeout });
	}
}

/** The settings that are given and that a pool does not have. */
function without(wanted: PoolSettings, is: PoolSettings): PoolSettings {
	const differs = ([setting, value]: [string, unknown]) => value !== undefined && !isDeepStrictEqual(value, is[setting as keyof PoolSettings]);
	return Object.fromEntries(Object.entries(wanted).filter(differs));
}

function poolPath(name: string): string {
	return `api/pool/${segment(name)}`;
}

async function settled(shop: Workshop, name: string, moving: boolean): Promise<RawPool> {
	if (moving && shop.timeLimit > 0) return await waitUntilActive(shop, name, shop.timeLimit);
	return await poolNamed(shop.dashboard, name);
}

/** The Dashboard creates first and sets afterwards, and takes nothing back when a setting is refused. */
async function halfMade(dashboard: Dashboard, name: string, thrown: unknown): Promise<unknown> {
	const there = await findPool(dashboard, name).catch(() => undefined);
	if (there === undefined || !(thrown instanceof SystemError)) return thrown;
	const description = 'The pool exists now, but not all that was asked for is set: ensure or update it with other values, or delete it.';
	return new SystemError({ ...thrown.failure, description }, thrown);
}
