import type { FieldType, ILocalLoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

/** The node by which a step is called. */
const ENTRANCE = 'n8n-nodes-base.executeWorkflowTrigger';

/** What the inputs of a workflow are declared with in its entrance. */
interface Declared {
	name?: string;
	type?: string;
}

/** The form of a step's inputs, as the entrance of the chosen workflow declares them. */
export async function loadStepInputs(this: ILocalLoadOptionsFunctions): Promise<ResourceMapperFields> {
	const entrance = await this.getWorkflowNodeContext(ENTRANCE);
	if (entrance === null) return { fields: [], emptyFieldsNotice: 'This workflow cannot be called: it needs the trigger "When Executed by Another Workflow".' };
	const source = entrance.getNodeParameter('inputSource', 0, 'passthrough');
	const declared = source === 'workflowInputs' ? (entrance.getNodeParameter('workflowInputs.values', 0, []) as Declared[]) : [];
	const fields = declared.filter(({ name }) => name).map(toField);
	if (fields.length > 0) return { fields };
	return { fields: [], emptyFieldsNotice: 'The step declares no inputs by name: it gets the whole item. Declare them in its trigger ("Define using fields below") to have a form here.' };
}

function toField({ name = '', type }: Declared): ResourceMapperField {
	return {
		id: name,
		displayName: name,
		required: false,
		defaultMatch: false,
		display: true,
		canBeUsedToMatch: true,
		// n8n's names of types are the same in both places, but for "any", which is no type.
		...(type !== undefined && type !== 'any' && { type: type as FieldType }),
	};
}
