import type { IBinaryKeyData, IExecuteFunctions, INodeExecutionData, NodeError } from 'n8n-workflow';

import type { BinaryStore } from './binary.ts';
import type { Fields, FieldValues } from './field.ts';
import type { WaitOptions } from './wait-until.ts';

/** One item that leaves the node with files, or by another output than the first. */
export class Output {
	readonly json: object;
	readonly binary: IBinaryKeyData | undefined;
	readonly branch: string | undefined;

	constructor(json: object, binary?: IBinaryKeyData, branch?: string) {
		this.json = json;
		this.binary = binary;
		this.branch = branch;
	}
}

/**
 * Makes an output item that carries more than JSON.
 *
 * @param more `binary`: files by property name; `branch`: the name of the output it leaves by
 */
export function output(json: object, more: { binary?: IBinaryKeyData; branch?: string } = {}): Output {
	return new Output(json, more.binary, more.branch);
}

/** What an operation gives for one item: one object, several, or a stream of them. */
export type Result = object | readonly object[] | AsyncIterable<object> | Output | readonly Output[];

/** What every operation may use, whatever the system. */
export interface Tools {
	execution: IExecuteFunctions;
	/** Aborts when the user stops the execution. */
	signal: AbortSignal | undefined;
	/** Looks again and again until something is so; see {@link WaitOptions}. */
	wait: <T>(look: () => Promise<T>, isSo: (state: T) => boolean, options: WaitOptions) => Promise<T>;
}

/** One input item with the values of the operation's fields for it. */
export interface Input<F extends Fields> {
	fields: FieldValues<F>;
	item: INodeExecutionData;
	index: number;
	/** How many results the user asked for, so that a list asks its system for no more; the loop stops there by itself. */
	limit: number | undefined;
	binary: BinaryStore;
}

interface Declaration<F extends Fields> {
	/** As the list of operations shows it: "Create". */
	readonly name: string;
	/** As the node picker shows it: "Create a pool". */
	readonly action: string;
	readonly description: string;
	readonly fields: F;
	/** Gives many results: adds Return All and Limit, and stops the result's stream at the limit. */
	readonly list?: true;
}

/** An operation on one item at a time; several run at once, results keep the order of the items. */
export interface ItemOperation<C extends object, F extends Fields = Fields> extends Declaration<F> {
	/** How many items run at once, when the operation needs another number than its node. */
	readonly concurrency?: number;
	/**
	 * Makes what leaves in place of an item that failed, when the user chose to continue; `undefined` for the error with
	 * its details. Also for items whose fields could not be read.
	 */
	failed?(error: NodeError, item: INodeExecutionData, execution: IExecuteFunctions): Output | undefined;
	run(call: Input<F> & Tools & C): Promise<Result> | Result;
}

/**
 * An operation on all items at once, such as an atomic append; answers with one result for each of its inputs, in their order.
 * An error among the results fails its item alone; a thrown one fails them all.
 */
export interface BulkOperation<C extends object, F extends Fields = Fields> extends Declaration<F> {
	/**
	 * An item whose fields are wrong fails alone when the user chose to continue, and the others run without it. Unless
	 * given all fail, as what is written whole or not at all must.
	 */
	readonly independent?: true;
	runAll(call: { inputs: readonly Input<F>[] } & Tools & C): Promise<readonly (Result | Error)[]>;
}

export type Operation<C extends object> = ItemOperation<C> | BulkOperation<C>;

/**
 * Declares an operation whose `run` receives typed fields and the node's connection `C`.
 *
 * @example defineOperation<IpfsContext>()({ name: 'Pin', …, fields: { cid }, run: ({ fields, kubo }) => … })
 */
export function defineOperation<C extends object>() {
	return <const F extends Fields>(operation: ItemOperation<C, F>): Operation<C> => operation;
}

/** Declares an operation whose `runAll` receives all items at once. */
export function defineBulkOperation<C extends object>() {
	return <const F extends Fields>(operation: BulkOperation<C, F>): Operation<C> => operation;
}
