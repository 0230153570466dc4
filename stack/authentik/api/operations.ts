import { recordModel } from '../events/log.ts';
import type { Condition } from '../storage/condition.ts';
import { compare } from '../storage/condition.ts';
import type { Stored } from '../storage/model.ts';
import type { Answer, Call } from './call.ts';
import { ApiError, Invalid, noneMatches, notFound } from './errors.ts';
import { parseFields } from './fields.ts';
import { paginate } from './pagination.ts';
import { parseKey } from './references.ts';
import type { Resource } from './resource.ts';
import { present } from './resource.ts';
import { searchCondition } from './search.ts';

export function list<T extends Stored>(resource: Resource<T>, call: Call): Answer {
	const where = [...(resource.scope?.(call) ?? []), ...conditions(resource, call)];
	const { pagination, offset, limit } = paginate(call.query, call.objects.count(resource.model, where));
	const objects = call.objects.list(resource.model, { where, order: ordering(resource, call), limit, offset });
	return {
		status: 200,
		body: { pagination, results: objects.map((object) => present(resource, object, call)), autocomplete: {} },
	};
}

export function create<T extends Stored>(resource: Resource<T>, call: Call, body: unknown): Answer {
	return answerInvalid(() =>
		call.objects.transaction(() => {
			const values = parseFields(resource.fields, body, call);
			checkUnique(resource, call, values);
			const given = { ...defaults(resource), ...values } as Partial<T>;
			resource.check?.(call, given);
			const own = ownValues(resource, given);
			const object = call.objects.create(
				resource.model,
				resource.complete?.(call, own) ?? (own as unknown as Omit<T, 'pk'>),
			);
			storeRelations(resource, call, object, values);
			recordModel(call.objects, 'model_created', resource.model, object, call);
			resource.saved?.(call, object, undefined);
			return { status: 201, body: present(resource, object, call) };
		}),
	);
}

export function retrieve<T extends Stored>(resource: Resource<T>, call: Call, object: T): Answer {
	return { status: 200, body: present(resource, object, call) };
}

/** PUT asks for the required fields, PATCH for none; either leaves fields alone that the body does not have. */
export function update<T extends Stored>(
	resource: Resource<T>,
	call: Call,
	body: unknown,
	before: T,
	partial: boolean,
): Answer {
	return answerInvalid(() =>
		call.objects.transaction(() => {
			const values = parseFields(resource.fields, body, call, partial);
			checkUnique(resource, call, values, before);
			resource.check?.(call, values as Partial<T>, before);
			const own = ownValues(resource, values as Partial<T>);
			const changes = resource.amend?.(call, own, before) ?? own;
			const object = call.objects.update(resource.model, before.pk, changes);
			storeRelations(resource, call, object, values);
			recordModel(call.objects, 'model_updated', resource.model, object, call);
			resource.saved?.(call, object, before);
			return { status: 200, body: present(resource, object, call) };
		}),
	);
}

export function destroy<T extends Stored>(resource: Resource<T>, call: Call, object: T): Answer {
	call.objects.transaction(() => {
		resource.removing?.(call, object);
		call.objects.remove(resource.model, object.pk, (model, pk) => {
			const going = call.objects.get(model, pk);
			if (going) recordModel(call.objects, 'model_deleted', model, going, call);
		});
	});
	return { status: 204 };
}

/** The object that a path names. @throws ApiError 404 when there is none, or when the key cannot be one */
export function lookUp<T extends Stored>(resource: Resource<T>, call: Call, text: string): T {
	const { model, lookup } = resource;
	const value = lookup === 'pk' ? pathKey(model, text) : text;
	const object = call.objects.find(model, lookup, value);
	if (!object) throw noneMatches(model.verboseName);
	return object;
}

/** Runs `work`; what it finds invalid becomes the answer 400. */
export function answerInvalid<R>(work: () => R): R {
	try {
		return work();
	} catch (error) {
		if (error instanceof Invalid) throw new ApiError(400, error.errors);
		throw error;
	}
}

function pathKey(model: { key: 'integer' | 'uuid' }, text: string) {
	try {
		return parseKey(model, text);
	} catch {
		throw notFound();
	}
}

function conditions<T extends Stored>(resource: Resource<T>, call: Call): Condition[] {
	const found: Condition[] = [];
	for (const [name, filter] of Object.entries(resource.filters)) {
		const values = call.query.getAll(name);
		if (values.length === 0) continue;
		try {
			const condition = filter(values, call);
			if (condition) found.push(condition);
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			throw new ApiError(400, { [name]: error.errors });
		}
	}
	const search = searchCondition(call.query.get('search') ?? '', resource.search);
	return search ? [...found, search] : found;
}

/** Names that are no stored field of the resource are ignored. */
function ordering<T extends Stored>(resource: Resource<T>, call: Call): readonly string[] {
	const names = (call.query.get('ordering') ?? '').split(',').map((name) => name.trim());
	const known = names.filter((name) => {
		const field = resource.fields[name.replace(/^-/, '')];
		return field !== undefined && !field.read && !field.hidden;
	});
	return known.length > 0 ? known : resource.ordering;
}

function defaults<T extends Stored>(resource: Resource<T>): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const [name, { write }] of Object.entries(resource.fields)) {
		if (write?.initial) values[name] = write.initial();
	}
	return values;
}

function checkUnique<T extends Stored>(
	resource: Resource<T>,
	call: Call,
	values: Record<string, unknown>,
	before?: T,
): void {
	const taken = Object.entries(resource.fields).filter(([name, { write }]) => {
		const value = values[name];
		if (!write?.unique || value === undefined || value === null) return false;
		const where = [compare(name, '=', value), ...(before ? [compare('pk', '<>', before.pk)] : [])];
		return call.objects.count(resource.model, where) > 0;
	});
	if (taken.length === 0) return;
	throw new Invalid(Object.fromEntries(taken.map(([name]) => [name, ['This field must be unique.']])));
}

/** Without the values that are kept elsewhere than in the object. */
function ownValues<T extends Stored>(resource: Resource<T>, values: Partial<T>): Partial<T> {
	const own = Object.entries(values).filter(([name]) => !resource.fields[name]?.write?.store);
	return Object.fromEntries(own) as Partial<T>;
}

function storeRelations<T extends Stored>(
	resource: Resource<T>,
	call: Call,
	object: T,
	values: Record<string, unknown>,
): void {
	for (const [name, { write }] of Object.entries(resource.fields)) {
		if (write?.store && name in values) write.store(call, object, values[name]);
	}
}
