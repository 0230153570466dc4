import { text } from './answer.ts';
import type { Answer } from './answer.ts';
import type { HttpContext } from './resource.ts';

/** `/health/live`, for whoever asks, without credentials: 204 while the server takes calls, writes, and its database answers. */
export function health(method: string | undefined, { ready, store }: HttpContext): Answer {
	if (method !== 'GET' && method !== 'HEAD') return { status: 405 };
	if (!ready()) return { status: 503 };
	if (store.refusal !== undefined) return text(503, `${store.refusal.message}\n`);
	store.lastPosition();
	return { status: 204 };
}
