import type { INode, INodeParameters } from 'n8n-workflow';

import type { SchemaType } from '../../nodes/InformationType/schema.ts';
import { callsOf, processOperation } from './calls.ts';
import type { Library } from './library.ts';
import { isExpression } from './parameter-value.ts';
import type { DeclaredType } from './typed-items.ts';
import { laid } from './typed-items.ts';

/**
 * The types that items have behind steps: what they had, and over it what the steps gave; behind a wait the answer, which is anything.
 *
 * @param outputsOf the types that a workflow gives, by its id; undefined when that is not known
 * @returns undefined when that is not known
 */
export function afterStep(
	node: INode,
	before: readonly DeclaredType[],
	library: Library,
	outputsOf: (id: string | undefined) => DeclaredType[] | undefined,
): DeclaredType[] | undefined {
	const operation = processOperation(node, library);
	if (operation?.name === 'step.wait') return before.map((under) => afterWait(under, operation.parameters));
	let types: readonly DeclaredType[] | undefined = before;
	for (const { id, kind } of callsOf(node, library)) {
		if (kind !== 'step') continue;
		const given: DeclaredType[] | undefined = outputsOf(id);
		if (given === undefined) return undefined;
		const field = operation?.parameters.outputField;
		const added = operation?.name === 'step.runForEach' ? given.map((each) => listed(each, typeof field === 'string' ? field : 'results')) : given;
		types = types.flatMap((under) => added.map((over) => laid(over, under)));
	}
	return types === before ? undefined : [...types];
}

function afterWait(under: DeclaredType, { waitFor, name }: INodeParameters): DeclaredType {
	if (waitFor !== 'answer' || typeof name !== 'string' || isExpression(name)) return under;
	const root = ' answer';
	const types: SchemaType['schema']['types'] = { [root]: { struct: { fields: { [name]: { type: 'Any' } }, representation: { map: {} } } } };
	return laid({ name: `${name}: Any`, type: { schema: { types }, root }, shaping: false }, under);
}

/** A field that has a list of what a step gave for each element. */
function listed({ name, type, ...rest }: DeclaredType, field: string): DeclaredType {
	// No schema that people write has a type of this name.
	const root = ' results';
	const fields = { [field]: { type: { list: { valueType: type.root } } } };
	const types: SchemaType['schema']['types'] = { ...type.schema.types, [root]: { struct: { fields, representation: { map: {} } } } };
	return { ...rest, name: `${field}: [${name}]`, type: { schema: { types }, root } };
}
