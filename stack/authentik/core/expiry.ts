import { eventModel } from '../models/event.ts';
import { tokenModel } from '../models/token.ts';
import { compare } from '../storage/condition.ts';
import type { Objects } from '../storage/objects.ts';

/** Deletes events and tokens whose time is over. */
export function removeExpired(objects: Objects): void {
	const over = compare('expires', '<', new Date().toISOString());
	objects.transaction(() => {
		for (const { pk } of objects.list(eventModel, { where: [over] })) objects.remove(eventModel, pk);
		const where = [over, compare('expiring', '=', true)];
		for (const { pk } of objects.list(tokenModel, { where })) objects.remove(tokenModel, pk);
	});
}
