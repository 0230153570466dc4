/** The primary key of an object: a number or a UUID, as its model says. */
export type Key = number | string;

export interface Stored {
	pk: Key;
}

/** What happens to an object when the one that it points to is deleted. */
export type OnDelete = 'cascade' | 'set_null';

/** A kind of object as Authentik names it: Django's app label, model name and verbose name. */
export interface Model<T extends Stored> {
	app: string;
	name: string;
	verboseName: string;
	key: T['pk'] extends number ? 'integer' : 'uuid';
	/** Fields that no two objects share. */
	unique: readonly (keyof T & string)[];
	/** Further fields that objects are looked up by. */
	indexed: readonly (keyof T & string)[];
	/** Fields that hold the key of another object. */
	references: Readonly<Partial<Record<keyof T & string, { kind: string; onDelete: OnDelete }>>>;
}

/** A many-to-many relation, kept beside the objects that it joins. */
export interface Relation {
	name: string;
	source: string;
	target: string;
}

export type Direction = 'forward' | 'reverse';

/** The name under which objects of a model are stored: app label and model name. */
export function kindOf(model: { app: string; name: string }): string {
	return `${model.app}.${model.name}`;
}
