import { builtInSchema } from '../built-in-types.ts';
import type { SchemaType } from '../schema.ts';
import { typeOf } from '../schema.ts';

interface Chosen {
	source: 'package' | 'text';
	type: string;
	schema: string;
	root: string;
}

/** The type that the fields name, with the text of its schema. */
export function chosenType(chosen: Chosen): SchemaType & { dsl: string } {
	const { dsl, root } = chosen.source === 'package' ? builtInSchema(chosen.type) : { dsl: chosen.schema, root: chosen.root.trim() };
	return { ...typeOf(dsl, root), dsl };
}
