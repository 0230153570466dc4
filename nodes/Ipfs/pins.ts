import { SystemError } from '../shared/errors.ts';
import type { Kubo } from './transport.ts';

export interface Pin {
	cid: string;
	/** `recursive` keeps all that it links to, `direct` one block; `indirect` is kept by another pin. */
	type: string;
	name: string;
}

interface Query {
	type: string;
	/** Part of the name. */
	name?: string;
	/** One pin alone. */
	path?: string;
	patience: number;
}

/** The pins of the node, as they are found. */
export async function* pins(kubo: Kubo, { type, name, path, patience }: Query): AsyncGenerator<Pin> {
	const args = { type, arg: path, name: name || undefined, names: true, stream: true };
	for await (const { Cid, Type, Name } of kubo.list<{ Cid: string; Type: string; Name?: string }>('pin/ls', args, { patience })) {
		yield { cid: Cid, type: Type, name: Name ?? '' };
	}
}

/** Whether Kubo failed because it has no such pin. */
export function isNotPinned(error: unknown): boolean {
	return error instanceof SystemError && /\bnot pinned\b/.test(error.failure.message);
}
