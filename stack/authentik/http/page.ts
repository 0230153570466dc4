import type { Context } from 'koa';

/** Answers with a small HTML page, as Authentik does outside its API. */
export function page(ctx: Context, status: number, title: string, text: string): void {
	ctx.status = status;
	ctx.type = 'text/html; charset=utf-8';
	ctx.body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} - embedded Authentik</title></head>
<body><h1>${title}</h1><p>${text}</p></body></html>
`;
}

/** An address that nothing answers: 404 for GET, 405 for the rest, as Authentik's catch-all view does. */
export function nothingHere(ctx: Context): void {
	if (ctx.method === 'GET' || ctx.method === 'HEAD') {
		page(ctx, 404, 'Not Found', 'The embedded Authentik has nothing at this address; its README lists what it answers.');
		return;
	}
	methodNotAllowed(ctx, ['GET', 'HEAD', 'OPTIONS']);
}

/** 405 with an empty HTML body and the methods that are allowed. */
export function methodNotAllowed(ctx: Context, allowed: readonly string[]): void {
	ctx.status = 405;
	ctx.set('Allow', allowed.join(', '));
	ctx.type = 'text/html; charset=utf-8';
	ctx.body = '';
}
