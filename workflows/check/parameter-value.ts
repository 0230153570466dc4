import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { isResourceLocatorValue } from 'n8n-workflow';

/** What is wrong with a value, and what would be right. */
export interface Fault {
	problem: string;
	allowed?: string;
}

/** Whether n8n evaluates a value: texts with a leading `=`. */
export function isExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Holds a value against the type of its parameter; expressions pass, since only an execution knows what they give. */
export function faultOf(property: INodeProperties, value: unknown): Fault | undefined {
	if (isExpression(value)) {
		return property.noDataExpression ? { problem: 'is an expression', allowed: 'a fixed value' } : undefined;
	}
	if (property.typeOptions?.multipleValues === true && property.type === 'string') {
		return isListOf(value, 'string') ? undefined : { problem: 'is no list of texts', allowed: 'texts' };
	}
	switch (property.type) {
		case 'options':
			return choices(property, [value]);
		case 'multiOptions':
			return Array.isArray(value) ? choices(property, value) : { problem: 'is no list', allowed: 'a list' };
		case 'string':
		case 'dateTime':
			return typeof value === 'string' ? undefined : { problem: `is ${kindOf(value)}`, allowed: 'a text' };
		case 'number':
		case 'boolean':
			return typeof value === property.type ? undefined : { problem: `is ${kindOf(value)}`, allowed: `a ${property.type}` };
		case 'json':
			return json(value);
		case 'resourceLocator':
			return locator(property, value);
		case 'collection':
		case 'fixedCollection':
			return isRecord(value) ? undefined : { problem: `is ${kindOf(value)}`, allowed: 'an object' };
		default:
			// n8n's own test looks into the other types.
			return undefined;
	}
}

function choices({ options, typeOptions }: INodeProperties, values: readonly unknown[]): Fault | undefined {
	// Dropdowns that n8n fills from the running system.
	if (options === undefined || typeOptions?.loadOptionsMethod !== undefined) return undefined;
	const offered: unknown[] = (options as INodePropertyOptions[]).map(({ value }) => value);
	const unknown = values.find((value) => !isExpression(value) && !offered.includes(value));
	if (unknown === undefined) return undefined;
	return { problem: `is ${JSON.stringify(unknown)}`, allowed: offered.map((value) => JSON.stringify(value)).join(', ') };
}

function json(value: unknown): Fault | undefined {
	if (isRecord(value) || Array.isArray(value)) return undefined;
	if (typeof value !== 'string') return { problem: `is ${kindOf(value)}`, allowed: 'JSON' };
	if (value.trim() === '') return undefined;
	try {
		JSON.parse(value);
		return undefined;
	} catch {
		return { problem: 'is not JSON', allowed: 'JSON, or an expression that gives an object' };
	}
}

function locator({ modes = [] }: INodeProperties, value: unknown): Fault | undefined {
	if (!isResourceLocatorValue(value)) {
		return { problem: `is ${kindOf(value)}`, allowed: 'a picked value: { __rl, mode, value }' };
	}
	const names = modes.map(({ name }) => name);
	if (names.includes(value.mode)) return undefined;
	return { problem: `is picked by ${JSON.stringify(value.mode)}`, allowed: names.join(', ') };
}

function isListOf(value: unknown, type: 'string'): boolean {
	return Array.isArray(value) && value.every((entry) => typeof entry === type);
}

function kindOf(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'nothing';
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
