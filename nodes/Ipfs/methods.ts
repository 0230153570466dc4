import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { patience } from './fields.ts';
import { pins } from './pins.ts';
import { connect } from './transport.ts';

const PAGE = 100;

/**
 * Lists what was pinned by itself, by name and CID.
 *
 * @param paginationToken how many pins were listed before
 */
async function searchPins(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const { kubo } = await connect(this);
	const start = Number(paginationToken ?? 0);
	const wanted = filter?.trim().toLowerCase() ?? '';
	const results: INodeListSearchItems[] = [];
	let matching = 0;
	for (const type of ['recursive', 'direct']) {
		for await (const { cid, name } of pins(kubo, { type, patience: patience({}) })) {
			if (!`${name} ${cid}`.toLowerCase().includes(wanted)) continue;
			if (matching++ < start) continue;
			if (results.length === PAGE) return { results, paginationToken: String(start + PAGE) };
			results.push({ name: name ? `${name} (${cid})` : cid, value: cid });
		}
	}
	return { results };
}

export const methods = { listSearch: { searchPins } };
