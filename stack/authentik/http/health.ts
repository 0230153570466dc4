import type { Context, Next } from 'koa';
import type { Database } from '../storage/database.ts';
import { nothingHere } from './page.ts';

/** `/-/health/live/`: the process answers. `/-/health/ready/`: the database answers too. Both are open. */
export function health(database: Database) {
	return async (ctx: Context, next: Next): Promise<void> => {
		if (!ctx.path.startsWith('/-/health/')) {
			await next();
			return;
		}
		if (ctx.path !== '/-/health/live/' && ctx.path !== '/-/health/ready/') return nothingHere(ctx);
		if (ctx.path === '/-/health/ready/') database.get('SELECT 1');
		ctx.status = 200;
		ctx.body = '';
	};
}
