import type { INodeExecutionData } from 'n8n-workflow';

/** Items that carry these objects. */
export function itemsOf(...values: object[]): INodeExecutionData[] {
	return values.map((json) => ({ json: json as INodeExecutionData['json'] }));
}
