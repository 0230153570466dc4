import type { Stored } from '../storage/model.ts';
import type { Answer, Call } from './call.ts';
import { answerInvalid, create, destroy, list, lookUp, retrieve, update } from './operations.ts';
import type { Access, Action, AnyResource, Operation, Resource, View } from './resource.ts';
import { usedBy } from './used-by.ts';

/** What answers one method at one address. */
export interface Handler {
	access: Access;
	run(call: Call, body: unknown): Answer | Promise<Answer>;
}

/** What a path leads to: its name, and a handler for each method that it has. */
export interface Endpoint {
	name: string;
	handlers: Partial<Record<string, Handler>>;
}

/** Finds the endpoint of a path below `/api/v3/`; undefined for a path that nothing answers. */
export class Router {
	readonly #resources: ReadonlyMap<string, AnyResource>;
	readonly #views: ReadonlyMap<string, View>;

	constructor(resources: readonly AnyResource[], views: readonly View[]) {
		this.#resources = new Map(resources.map((resource) => [resource.path, resource]));
		this.#views = new Map(views.map((view) => [view.path, view]));
	}

	find(path: string): Endpoint | undefined {
		// A path without its last slash is another address, one that nothing answers.
		if (!path.endsWith('/')) return undefined;
		const segments = path.slice(0, -1).split('/');
		return (
			this.#view(segments) ?? this.#collection(segments) ?? this.#member(segments) ?? this.#objectAction(segments)
		);
	}

	#view(segments: string[]): Endpoint | undefined {
		const view = this.#views.get(segments.join('/'));
		return view && { name: view.summary, handlers: { GET: view } };
	}

	#collection(segments: string[]): Endpoint | undefined {
		const resource = this.#resources.get(segments.join('/'));
		if (!resource) return undefined;
		const handlers: Endpoint['handlers'] = {};
		if (offers(resource, 'list')) handlers.GET = superuser((call) => list(resource, call));
		if (offers(resource, 'create')) handlers.POST = superuser((call, body) => create(resource, call, body));
		return { name: `${resource.name} List`, handlers };
	}

	/** An object of a resource, or an action on all of them. */
	#member(segments: string[]): Endpoint | undefined {
		const resource = this.#resources.get(segments.slice(0, -1).join('/'));
		const last = segments.at(-1);
		if (!resource || !last) return undefined;
		const action = own(resource.collectionActions, last);
		if (action) return actionEndpoint(action, () => undefined as never);
		const key = decode(last);
		return key === undefined ? undefined : objectEndpoint(resource, key);
	}

	#objectAction(segments: string[]): Endpoint | undefined {
		const resource = this.#resources.get(segments.slice(0, -2).join('/'));
		const action = resource && objectAction(resource, segments.at(-1) ?? '');
		const key = decode(segments.at(-2) ?? '');
		if (!resource || !action || !key) return undefined;
		return actionEndpoint(action, (call) => lookUp(resource as Resource<Stored>, call, key));
	}
}

function objectEndpoint(resource: AnyResource, key: string): Endpoint {
	const handlers: Endpoint['handlers'] = {};
	const on = (work: (call: Call, object: Stored, body: unknown) => Answer) =>
		superuser((call, body) => work(call, lookUp(resource as Resource<Stored>, call, key), body));
	if (offers(resource, 'retrieve')) handlers.GET = on((call, object) => retrieve(resource, call, object));
	if (offers(resource, 'update')) {
		handlers.PUT = on((call, object, body) => update(resource, call, body, object, false));
		handlers.PATCH = on((call, object, body) => update(resource, call, body, object, true));
	}
	if (offers(resource, 'destroy')) handlers.DELETE = on((call, object) => destroy(resource, call, object));
	return { name: `${resource.name} Instance`, handlers };
}

function objectAction(resource: AnyResource, name: string): Action<Stored> | undefined {
	if (name === 'used_by' && offers(resource, 'retrieve')) return usedBy(resource);
	return own(resource.objectActions, name);
}

function actionEndpoint<T extends Stored>(action: Action<T>, objectOf: (call: Call) => T): Endpoint {
	const run: Handler['run'] = async (call, body) => {
		const object = objectOf(call);
		try {
			return await action.run(call, body, object);
		} catch (error) {
			return answerInvalid(() => {
				throw error;
			});
		}
	};
	return { name: action.summary, handlers: { [action.method]: { access: action.access ?? 'superuser', run } } };
}

function superuser(run: Handler['run']): Handler {
	return { access: 'superuser', run };
}

function offers(resource: AnyResource, operation: Operation): boolean {
	return resource.operations.includes(operation);
}

/** A member of its own: a path must not reach what every object inherits. */
function own<T>(actions: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
	return actions && Object.hasOwn(actions, name) ? actions[name] : undefined;
}

function decode(segment: string): string | undefined {
	try {
		return decodeURIComponent(segment);
	} catch {
		return undefined;
	}
}
