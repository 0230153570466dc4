import type { Condition } from '../storage/condition.ts';
import type { Model, Stored } from '../storage/model.ts';
import type { Answer, Call } from './call.ts';
import type { Fields } from './field.ts';
import type { Filters } from './filters.ts';

export type Operation = 'list' | 'create' | 'retrieve' | 'update' | 'destroy';

/** Who may call: a superuser, any user with a token, or anyone at all. */
export type Access = 'superuser' | 'authenticated' | 'open';

/** Something that a resource can do besides the five operations. */
export interface Action<T extends Stored> {
	method: 'GET' | 'POST';
	access?: Access;
	summary: string;
	/** `object` is missing for an action on the whole collection. */
	run(call: Call, body: unknown, object: T): Answer | Promise<Answer>;
}

/** One kind of object under `/api/v3/`: the whole of what the engine needs to answer for it. */
export interface Resource<T extends Stored> {
	/** Without slashes at the ends: `core/users`. */
	path: string;
	/** The name of its schema: `User`. */
	name: string;
	model: Model<T>;
	operations: readonly Operation[];
	/** The field whose value stands in the path of one object. */
	lookup: keyof T & string;
	/** In the order of the answers. */
	fields: Fields;
	/** Fields that `search` looks in. */
	search: readonly (keyof T & string)[];
	/** The order of a list without `ordering`. */
	ordering: readonly string[];
	filters: Filters;
	/** Conditions that every list carries. */
	scope?(call: Call): Condition[];
	/** Checks what concerns several fields. @throws Invalid */
	check?(call: Call, values: Partial<T>, object?: T): void;
	/** Completes a new object with what the server adds. */
	complete?(call: Call, values: Partial<T>): Omit<T, 'pk'>;
	/** Adds what a change brings with it, as a time of change. */
	amend?(call: Call, values: Partial<T>, object: T): Partial<T>;
	/** Runs in the transaction of a creation or a change. */
	saved?(call: Call, object: T, before: T | undefined): void;
	/** Runs in the transaction of a deletion, before it. */
	removing?(call: Call, object: T): void;
	collectionActions?: Readonly<Record<string, Action<never>>>;
	objectActions?: Readonly<Record<string, Action<T>>>;
}

/** An address that stands alone. */
export interface View {
	path: string;
	access: Access;
	summary: string;
	run(call: Omit<Call, 'user'>): Answer;
}

/** A resource among others of different types. */
// The engine hands an object only to the resource whose model it came from.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyResource = Resource<any>;

/** Shows an object as its resource's answers do. */
export function present(resource: { fields: Fields }, object: Stored, call: Call): Record<string, unknown> {
	const shown: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(resource.fields)) {
		if (field.hidden) continue;
		shown[name] = field.read ? field.read(object, call) : object[name as keyof Stored];
	}
	return shown;
}
