import document from '../../types/document.ipldsch';
import volume from '../../types/volume.ipldsch';
import { parseSchema } from './schema.ts';

/** The schema files of the package, by name. */
const SCHEMAS: Readonly<Record<string, string>> = { document, volume };

/** A type of the package, as the dropdown lists it. */
export interface BuiltInType {
	/** `document#DocumentReceipt`: schema file and type. */
	value: string;
	name: string;
	/** The comment above the type. */
	description: string;
}

/** Whole pieces of information; the scalars and enums that they are made of are left out. */
export const builtInTypes: readonly BuiltInType[] = Object.entries(SCHEMAS)
	.flatMap(([file, dsl]) =>
		Object.entries(parseSchema(dsl).types)
			.filter(([, definition]) => ['struct', 'union', 'copy'].some((kind) => kind in definition))
			.map(([name]) => ({ value: `${file}#${name}`, name, description: commentOf(dsl, name) || `Of ${file}.ipldsch` })),
	)
	.toSorted((a, b) => a.name.localeCompare(b.name));

/** The text and the type that a {@link BuiltInType} stands for. */
export function builtInSchema(value: string): { dsl: string; root: string } {
	const [file = '', root = ''] = value.split('#');
	return { dsl: (Object.hasOwn(SCHEMAS, file) && SCHEMAS[file]) || '', root };
}

/** The comment right above a type; the parser takes a comment that heads the file for that of the first type. */
function commentOf(dsl: string, type: string): string {
	const comment = new RegExp(`((?:^#.*\\n)+)type ${type}\\b`, 'm').exec(dsl)?.[1] ?? '';
	return comment.replace(/^#\s*/gm, '').replace(/\s+/g, ' ').trim();
}
