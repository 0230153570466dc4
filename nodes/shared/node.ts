import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { answerAsTool, isTool } from './as-tool.ts';
import { type Connect, runItems } from './item-loop.ts';
import type { Operation } from './operation.ts';
import { pageFields } from './page.ts';
import { toProperties } from './properties.ts';

type Operations<C extends object> = Readonly<Record<string, Operation<C>>>;

/** A kind of thing that a system has, with what can be done to it. */
export interface Resource<C extends object> {
	/** As the list of resources shows it: "Block Image". */
	readonly name: string;
	readonly description?: string;
	/** Operations under the value that workflows store. */
	readonly operations: Operations<C>;
}

interface NodeDeclaration<C extends object> {
	/** Makes what operations receive beside their fields; called once an execution. */
	readonly connect: Connect<C>;
	/** How many items run at once; 8 unless given. */
	readonly concurrency?: number;
	/** Names of the outputs, when there is more than one. */
	readonly branches?: readonly string[];
	/** The output for items that failed when the user chose to continue; the first unless given. */
	readonly errorBranch?: string;
}

/** What the class that n8n loads takes from the declaration of its operations. */
export interface DeclaredNode {
	properties: INodeProperties[];
	/** Expression of what a node does, for the canvas: the operation's action, such as "Create a pool". */
	subtitle: string;
	execute(execution: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

export function defineResource<C extends object>(resource: Resource<C>): Resource<C> {
	return resource;
}

/** Makes a node of resources with operations: one selector for each, and the fields of every operation. */
export function defineNode<C extends object>(
	declaration: NodeDeclaration<C> & { readonly resources: Readonly<Record<string, Resource<C>>> },
): DeclaredNode {
	const { resources } = declaration;
	const selector: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: byName(Object.entries(resources).map(([value, { name, description }]) => ({ name, value, description }))),
		default: Object.keys(resources)[0] ?? '',
	};
	return {
		properties: [
			selector,
			...Object.entries(resources).flatMap(([resource, { operations }]) => operationProperties(operations, { resource: [resource] })),
		],
		subtitle: toSubtitle(
			'$parameter["resource"] + "." + $parameter["operation"]',
			Object.entries(resources).flatMap(([resource, { operations }]) =>
				Object.entries(operations).map(([name, { action }]): [string, string] => [`${resource}.${name}`, action]),
			),
		),
		execute: (execution) => {
			const resource = resources[execution.getNodeParameter('resource', 0)];
			return run(execution, declaration, resource?.operations ?? {});
		},
	};
}

/** Makes a node that has operations but no resources; a single operation needs no selector. */
export function defineOperations<C extends object>(
	declaration: NodeDeclaration<C> & { readonly operations: Operations<C> },
): DeclaredNode {
	return {
		properties: operationProperties(declaration.operations, {}),
		subtitle: toSubtitle('$parameter["operation"]', Object.entries(declaration.operations).map(([name, { action }]) => [name, action])),
		execute: (execution) => run(execution, declaration, declaration.operations),
	};
}

function operationProperties<C extends object>(operations: Operations<C>, show: { resource?: string[] }): INodeProperties[] {
	const entries = Object.entries(operations);
	const single = entries.length === 1 && show.resource === undefined;
	const selector: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		...(show.resource && { displayOptions: { show } }),
		options: byName(entries.map(([value, { name, action, description }]) => ({ name, value, action, description }))),
		default: entries[0]?.[0] ?? '',
	};
	return [
		...(single ? [] : [selector]),
		...entries.flatMap(([value, { fields, list }]) =>
			toProperties(list ? { ...fields, ...pageFields } : fields, single ? {} : { ...show, operation: [value] }),
		),
	];
}

/**
 * The values that workflows store ("getAll") are not the words that people chose ("Get Many"), and an expression sees only the
 * values: so it has the words in it.
 *
 * @param key expression of the key
 */
function toSubtitle(key: string, actions: [key: string, action: string][]): string {
	return `={{ (${JSON.stringify(Object.fromEntries(actions))})[${key}] }}`;
}

async function run<C extends object>(
	execution: IExecuteFunctions,
	{ connect, concurrency = 8, branches = ['main'], errorBranch }: NodeDeclaration<C>,
	operations: Operations<C>,
): Promise<INodeExecutionData[][]> {
	const names = Object.keys(operations);
	const name = names.length === 1 ? names[0] : execution.getNodeParameter('operation', 0);
	const operation = name === undefined ? undefined : operations[name];
	if (operation === undefined) throw new Error(`No operation "${name ?? ''}"; n8n offers ${names.join(', ')}`);
	const options = { branches, errorBranch: errorBranch ?? branches[0] ?? 'main', concurrency };
	const runAll = async () => await runItems(execution, operation, connect, options);
	return isTool(execution) ? await answerAsTool(execution, runAll) : await runAll();
}

/** n8n lists options as given and asks that they be sorted. */
function byName(options: INodePropertyOptions[]): INodePropertyOptions[] {
	return options.toSorted((a, b) => a.name.localeCompare(b.name));
}
