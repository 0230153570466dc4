import type { Event, EventAction } from '../models/event.ts';
import { eventModel } from '../models/event.ts';
import type { User } from '../models/user.ts';
import type { Key, Stored } from '../storage/model.ts';
import type { Objects } from '../storage/objects.ts';

/** What an event tells about the request that caused it. */
export interface EventSource {
	requestId: string;
	method: string;
	path: string;
	userAgent: string;
	clientIp: string | null;
}

const MIDDLEWARE = 'authentik.events.middleware';
const YEAR = 365 * 86_400_000;

/** Writes an event; it expires after a year. Call it in the transaction of what it tells about. */
export function record(
	objects: Objects,
	event: { action: EventAction; app: string; context: Record<string, unknown>; user?: User; source: EventSource },
): Event {
	const { user, source } = event;
	const now = Date.now();
	return objects.create(eventModel, {
		user: user ? { pk: user.pk, email: user.email, username: user.username } : {},
		action: event.action,
		app: event.app,
		context: { ...event.context, http_request: httpRequest(source) },
		client_ip: source.clientIp,
		created: new Date(now).toISOString(),
		expires: new Date(now + YEAR).toISOString(),
		brand: { pk: '', app: 'authentik_brands', name: 'Default brand', model_name: 'brand' },
	});
}

/** The event that an object was created, updated or deleted. */
export function recordModel(
	objects: Objects,
	action: 'model_created' | 'model_updated' | 'model_deleted',
	model: { app: string; name: string },
	object: Stored & { name?: string },
	cause: { user: User; source: EventSource },
): void {
	record(objects, { action, app: MIDDLEWARE, context: { model: modelContext(model, object) }, ...cause });
}

/** How events name an object; UUIDs stand there without dashes. */
export function modelContext(
	model: { app: string; name: string },
	object: Stored & { name?: string },
): { app: string; name: string; pk: Key; model_name: string } {
	const pk = typeof object.pk === 'string' ? object.pk.replaceAll('-', '') : object.pk;
	return { app: model.app, name: object.name ?? String(object.pk), pk, model_name: model.name };
}

function httpRequest(source: EventSource): Record<string, unknown> {
	return {
		args: {},
		path: source.path,
		method: source.method,
		request_id: source.requestId,
		user_agent: source.userAgent,
	};
}
