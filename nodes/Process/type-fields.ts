import { typeFields } from '../InformationType/actions/fields.ts';
import { chosenType } from '../InformationType/actions/type.ts';
import { typeCid } from '../InformationType/type-cid.ts';
import { type Problem, type Secret, walk } from '../InformationType/validate/walk.ts';
import { field } from '../shared/field.ts';
import type { FieldValues } from '../shared/field.ts';

/** Which type information must have: none, one of the package, or one of a schema that the user gives. */
export const optionalType = {
	...typeFields,
	source: field({
		displayName: 'Type',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any', description: 'Whatever it is' },
			{ name: 'From Text', value: 'text', description: 'A type of a schema that you give' },
			{ name: 'From This Package', value: 'package', description: 'A type that the processes of this package exchange' },
		],
		default: 'any',
		description: 'What the information must be; what does not fit is refused, with the paths at which it does not',
	}),
	type: { ...typeFields.type, displayName: 'Name of the Type' },
} as const;

type Chosen = FieldValues<typeof optionalType>;

/** Information held against its type. */
export interface Held {
	/** CID of the type; absent when it may be anything. */
	cid: string | undefined;
	/** The information; what is null and counts as missing is left out. */
	value: unknown;
	problems: Problem[];
	/** Parts that are neither kept nor told. */
	secrets: Secret[];
}

/**
 * @param nullIsMissing whether null in a field that may be left out, and may not be null, says that it is left out
 * @throws InvalidField when the schema cannot be read
 */
export async function hold(given: unknown, { source, ...chosen }: Chosen, nullIsMissing = false): Promise<Held> {
	if (source === 'any') return { cid: undefined, value: given, problems: [], secrets: [] };
	const type = chosenType({ source, ...chosen });
	const { value, problems, secrets } = walk(given, type, false, nullIsMissing);
	return { cid: await typeCid(type), value, problems, secrets };
}
