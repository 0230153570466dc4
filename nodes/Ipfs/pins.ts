import { InvalidField, SystemError } from '../shared/errors.ts';
import type { Kubo } from './transport.ts';

export interface Pin {
	cid: string;
	/** `recursive` keeps all that it links to, `direct` one block; `indirect` is kept by another pin. */
	type: string;
	name: string;
	/** Of an indirect pin that was asked for by its CID: the CID of the pin that keeps it. */
	through?: string;
}

interface Query {
	type: string;
	/** Part of the name. */
	name?: string;
	/** One pin alone. */
	path?: string;
	/** Whether to resolve the path with what is stored alone. */
	offline?: boolean;
	patience: number;
}

/** A type as Kubo gives it for one pin alone. */
const INDIRECT = /^indirect through (.+)$/;

/**
 * What a path leads to, as the commands for pins take it: they pin and unpin the whole block in which a path ends.
 *
 * @param path of {@link contentPath}
 * @param field display name of the field for the error
 * @throws InvalidField for a path that ends at a value inside of a block
 */
export async function pinnable(kubo: Kubo, path: string, field: string, { offline, patience }: Pick<Query, 'offline' | 'patience'>): Promise<string> {
	const [, , , ...rest] = path.split('/');
	if (rest.length === 0) return path;
	const { Cid, RemPath } = await kubo.call<{ Cid: { '/': string }; RemPath: string }>('dag/resolve', { arg: path, offline }, { patience });
	if (RemPath !== '') throw new InvalidField(field, `${path} is a value inside of ${Cid['/']}`, `${Cid['/']}, which is pinned as a whole`);
	return `/ipfs/${Cid['/']}`;
}

/** The pins of the node, as they are found. */
export async function* pins(kubo: Kubo, { type, name, path, offline, patience }: Query): AsyncGenerator<Pin> {
	const args = { type, arg: path, name: name || undefined, names: true, stream: true, offline };
	for await (const { Cid, Type, Name } of kubo.list<{ Cid: string; Type: string; Name?: string }>('pin/ls', args, { patience })) {
		const through = INDIRECT.exec(Type)?.[1];
		const pin = { cid: Cid, type: through ? 'indirect' : Type, name: Name ?? '', ...(through && { through }) };
		// Kubo does not look at names when it is asked for one pin.
		if (path === undefined || pin.name.includes(name ?? '')) yield pin;
	}
}

/** The name of what is pinned by itself; `undefined` when it is not pinned or has none. */
export async function nameOfPin(kubo: Kubo, path: string, query: Omit<Query, 'type' | 'name' | 'path'>): Promise<string | undefined> {
	// Asked for any type, Kubo would search all pins for one that keeps it.
	for (const type of ['recursive', 'direct']) {
		try {
			for await (const { name } of pins(kubo, { ...query, type, path })) return name || undefined;
		} catch (error) {
			if (!isNotPinned(error)) throw error;
		}
	}
	return undefined;
}

/** Whether Kubo failed because it has no such pin. */
export function isNotPinned(error: unknown): boolean {
	return error instanceof SystemError && /^path '.*' is not pinned$|^not pinned or pinned indirectly$/s.test(error.failure.message);
}
