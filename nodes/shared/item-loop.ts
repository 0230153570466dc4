import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeError } from 'n8n-workflow';
import pLimit from 'p-limit';

import { binaryStore } from './binary.ts';
import { toNodeError } from './errors.ts';
import type { Fields, FieldValues } from './field.ts';
import type { BulkOperation, Input, ItemOperation, Operation, Result, Tools } from './operation.ts';
import { Output } from './operation.ts';
import { pageFields, take } from './page.ts';
import { readFields } from './parameters.ts';
import { waitUntil } from './wait-until.ts';

export interface LoopOptions {
	/** Names of the node's outputs, first to last. */
	branches: readonly string[];
	/** The output by which items leave that failed, when the user chose to continue. */
	errorBranch: string;
	/** How many items run at once. */
	concurrency: number;
}

/** Makes what operations receive beside their fields. */
export type Connect<C extends object> = (execution: IExecuteFunctions) => C | Promise<C>;

type Outcome = Output[] | NodeError;

/**
 * Runs an operation over the input items: bounded concurrency with the order kept, paired items, continue on fail.
 *
 * When an item fails and the user did not choose to continue, no further item is begun, those under way are
 * awaited, and the failure of the first failed item is thrown.
 */
export async function runItems<C extends object>(
	execution: IExecuteFunctions,
	operation: Operation<C>,
	connect: Connect<C>,
	options: LoopOptions,
): Promise<INodeExecutionData[][]> {
	const signal = execution.getExecutionCancelSignal();
	const tools: Tools = {
		execution,
		signal,
		wait: (look, isSo, wanted) => waitUntil(look, isSo, wanted, signal),
	};
	let shared: Tools & C;
	try {
		shared = { ...tools, ...(await connect(execution)) };
	} catch (thrown) {
		// A node that throws although the user chose to continue has its input sent on by the first output, as if all
		// were well: without a connection every item fails.
		const error = toNodeError(thrown, execution.getNode(), 0);
		if (!execution.continueOnFail()) throw error;
		return toBranches(execution.getInputData().map(() => error), options);
	}
	const outcomes =
		'runAll' in operation
			? await runAtOnce(execution, operation, shared)
			: await runEach(execution, operation, shared, operation.concurrency ?? options.concurrency);
	return toBranches(outcomes, options);
}

async function runEach<C extends object>(
	execution: IExecuteFunctions,
	operation: ItemOperation<C>,
	shared: Tools & C,
	concurrency: number,
): Promise<Outcome[]> {
	const limit = pLimit(concurrency);
	let stopped = false;
	const runs = execution.getInputData().map((item, index) =>
		limit(async (): Promise<Outcome> => {
			if (stopped || shared.signal?.aborted) return [];
			try {
				const input = readInput(execution, operation, item, index);
				return await collect(await operation.run({ ...shared, ...input }), input.limit);
			} catch (thrown) {
				const error = toNodeError(thrown, execution.getNode(), index);
				if (execution.continueOnFail()) {
					const made = operation.failed?.(error, item, execution);
					return made === undefined ? error : [made];
				}
				stopped = true;
				throw error;
			}
		}),
	);
	const settled = await Promise.allSettled(runs);
	return settled.map((run) => {
		if (run.status === 'rejected') throw run.reason;
		return run.value;
	});
}

async function runAtOnce<C extends object>(
	execution: IExecuteFunctions,
	operation: BulkOperation<C>,
	shared: Tools & C,
): Promise<Outcome[]> {
	const items = execution.getInputData();
	const goesOn = execution.continueOnFail();
	const outcomes = new Map<number, Outcome>();
	let inputs: Input<Fields>[];
	let results: readonly (Result | Error)[];
	try {
		const read = items.map((item, index) => readItem(execution, operation, item, index, goesOn && operation.independent === true));
		read.forEach((input, index) => input instanceof NodeError && outcomes.set(index, input));
		inputs = read.filter((input): input is Input<Fields> => !(input instanceof NodeError));
		results = inputs.length === 0 ? [] : await operation.runAll({ ...shared, inputs });
	} catch (thrown) {
		const error = toNodeError(thrown, execution.getNode(), 0);
		if (!goesOn) throw error;
		return items.map((_, index) => outcomes.get(index) ?? error);
	}
	await Promise.all(
		results.map(async (result, at) => {
			const { index, limit } = inputs[at]!;
			try {
				if (result instanceof Error) throw result;
				outcomes.set(index, await collect(result, limit));
			} catch (thrown) {
				const error = toNodeError(thrown, execution.getNode(), index);
				if (!goesOn) throw error;
				outcomes.set(index, error);
			}
		}),
	);
	return items.map((_, index) => outcomes.get(index) ?? []);
}

/**
 * Reads the fields of one of the items that run at once; what is wrong names that item.
 *
 * @param alone gives the error as a value, so that the other items can run without this one
 */
function readItem(execution: IExecuteFunctions, operation: { fields: Fields; list?: true }, item: INodeExecutionData, index: number, alone: boolean): Input<Fields> | NodeError {
	try {
		return readInput(execution, operation, item, index);
	} catch (thrown) {
		const error = toNodeError(thrown, execution.getNode(), index);
		if (!alone) throw error;
		return error;
	}
}

function readInput(
	execution: IExecuteFunctions,
	operation: { fields: Fields; list?: true },
	item: INodeExecutionData,
	index: number,
): Input<Fields> {
	const fields: FieldValues<Fields> = readFields(execution, operation.fields, index, item);
	const page = operation.list ? readFields(execution, pageFields, index) : undefined;
	const limit = page === undefined || page.returnAll ? undefined : page.limit;
	return { fields, item, index, limit, binary: binaryStore(execution, index) };
}

async function collect(result: Result, limit: number | undefined): Promise<Output[]> {
	if (result instanceof Output) return [result];
	const many = Symbol.asyncIterator in result || Array.isArray(result);
	const entries = many ? await take(result as Iterable<object> | AsyncIterable<object>, limit) : [result];
	return entries.map((entry) => (entry instanceof Output ? entry : new Output(entry)));
}

function toBranches(outcomes: readonly Outcome[], { branches, errorBranch }: LoopOptions): INodeExecutionData[][] {
	const items: INodeExecutionData[][] = branches.map(() => []);
	outcomes.forEach((outcome, index) => {
		const outputs = Array.isArray(outcome) ? outcome : [failed(outcome, errorBranch)];
		for (const { json, binary, branch } of outputs) {
			const to = branch === undefined ? 0 : branches.indexOf(branch);
			items[to]?.push({ json: json as IDataObject, binary, pairedItem: { item: index } });
		}
	});
	return items;
}

/**
 * The item in place of a failed one: `error` is the message, `details` what a workflow may decide by.
 *
 * n8n routes an item to the error output when its JSON has no key but `error`, `message` and `details`.
 */
function failed(error: NodeError, branch: string): Output {
	const code = error instanceof NodeApiError ? (error.httpCode ?? undefined) : undefined;
	const details = { ...(code !== undefined && { code }), ...(error.description && { description: error.description }) };
	return new Output({ error: error.message, details }, undefined, branch);
}
