import type { Stored } from '../storage/model.ts';
import type { Call } from './call.ts';

/** A schema in OpenAPI 3.0. */
export type Schema = Record<string, unknown>;

/** How a field takes values from a body. */
export interface Write {
	required: boolean;
	/** The value of a new object whose body does not have the field; without it the field stays away. */
	initial?: () => unknown;
	/** @throws Invalid with the messages that Authentik gives */
	parse(value: unknown, call: Call): unknown;
	unique?: boolean;
	/** Keeps the value elsewhere than in the object, as the ends of a relation are. */
	store?(call: Call, object: Stored, value: unknown): void;
}

/** A field of a resource: how it is read, how it is written, and its schema. */
export interface Field {
	schema: Schema;
	/** Not shown in answers. */
	hidden?: boolean;
	/** What an answer shows; the object's member of that name unless given. */
	// The objects of a resource are those of its model; the declaration of the resource narrows the type.
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	read?: (object: any, call: Call) => unknown;
	/** Absent in a field that is only read. */
	write?: Write;
}

export type Fields = Readonly<Record<string, Field>>;
