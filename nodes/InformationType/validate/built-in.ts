import type { TypeDefn } from '@ipld/schema/schema-schema.js';

/** Types that every schema may refer to without defining them (https://ipld.io/docs/schemas/features/typekinds/). */
export const BUILT_IN: Readonly<Record<string, TypeDefn>> = {
	Bool: { bool: {} },
	String: { string: {} },
	Bytes: { bytes: {} },
	Int: { int: {} },
	Float: { float: {} },
	Link: { link: {} },
	Null: { null: {} },
	Any: { any: {} },
};
