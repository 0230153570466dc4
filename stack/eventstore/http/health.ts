import type { Answer } from './answer.ts';
import type { HttpContext } from './resource.ts';

/** `/health/live`, for whoever asks, without credentials: 204 while the server takes calls and its database answers. */
export function health(method: string | undefined, { ready, store }: HttpContext): Answer {
	if (method !== 'GET' && method !== 'HEAD') return { status: 405 };
	if (!ready()) return { status: 503 };
	store.lastPosition();
	return { status: 204 };
}
