import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { InvalidField, toNodeError } from '../shared/errors.ts';
import { type CephContext, connect } from './transport.ts';

/** Entries that a picker shows at once; it asks for more when the user scrolls. */
const PAGE = 100;

/** A thing to pick; its name is also its value unless another is given. */
export interface Choice {
	name: string;
	value?: string;
}

type ListSearch = (this: ILoadOptionsFunctions, filter?: string, after?: string) => Promise<INodeListSearchResult>;

/**
 * Makes the list search method of a picker: what there is, in order, of which names contain what the user types.
 *
 * @param list asks the cluster; may read what the user chose in other fields from the node
 */
export function picker(list: (ceph: CephContext, node: ILoadOptionsFunctions) => Iterable<Choice> | AsyncIterable<Choice> | Promise<Iterable<Choice>>): ListSearch {
	return async function (filter = '', after = '') {
		try {
			const wanted = filter.toLowerCase();
			const found: Choice[] = [];
			for await (const { name, value } of await list(connect(this), this)) {
				if (name.toLowerCase().includes(wanted) && name > after) found.push({ name, value });
			}
			found.sort((a, b) => (a.name < b.name ? -1 : 1));
			const page = found.slice(0, PAGE);
			return {
				results: page.map(({ name, value }) => ({ name, value: value ?? name })),
				paginationToken: found.length > PAGE ? page.at(-1)?.name : undefined,
			};
		} catch (thrown) {
			throw toNodeError(thrown, this.getNode(), 0);
		}
	};
}

/**
 * What the user chose in another field of the node.
 *
 * @param needed what it is, where there is nothing to pick from without it: "the pool"
 * @throws InvalidField when that is not chosen
 */
export function chosen(node: ILoadOptionsFunctions, field: string, needed?: string): string {
	const value = node.getCurrentNodeParameter(field, { extractValue: true });
	if (typeof value === 'string' && value !== '') return value;
	if (needed === undefined) return '';
	throw new InvalidField('From List', `${needed} is not chosen yet`, `choose ${needed} first, or give the name`);
}
