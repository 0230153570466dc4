import { collection, field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { contentPath } from '../../content-path.ts';
import { localOnly, path, patience, timeout } from '../../fields.ts';
import { gatewayLink } from '../../gateway-link.ts';
import type { CallOptions, IpfsContext, Kubo } from '../../transport.ts';

interface FileStat {
	Hash: string;
	Size: number;
	CumulativeSize: number;
	Blocks: number;
	Type: string;
	WithLocality?: boolean;
	Local?: boolean;
	SizeLocal?: number;
}

interface DagStat {
	TotalSize: number;
	UniqueBlocks: number;
}

export const stat = defineOperation<IpfsContext>()({
	name: 'Stat',
	action: 'Get facts about a file',
	description: 'Get type, size and blocks of a file or directory',
	fields: {
		path,
		options: collection('Add option', {
			countBlocks: field({
				displayName: 'Count All Blocks',
				type: 'boolean',
				default: true,
				description: 'Whether to walk through all blocks, which fetches those that this node has not stored',
			}),
			local: field({
				displayName: 'Say What Is Local',
				type: 'boolean',
				default: true,
				description: 'Whether to say how much of the content this node has stored',
			}),
			localOnly,
			timeout,
		}),
	},
	async run({ fields, kubo, gatewayUrl }) {
		const arg = contentPath(fields.path);
		const { countBlocks, local, localOnly: offline } = fields.options;
		const call = { patience: patience(fields.options) };
		const found = await kubo.call<FileStat>('files/stat', { arg, offline, 'with-local': local }, call);
		const dag = countBlocks ? await dagStat(kubo, found, offline, call) : undefined;
		return {
			cid: found.Hash,
			type: found.Type,
			size: found.Size,
			dagSize: found.CumulativeSize,
			childBlocks: found.Blocks,
			...(dag && { blocks: dag.UniqueBlocks, storedSize: dag.TotalSize }),
			...(found.WithLocality && { local: found.Local === true, localSize: found.SizeLocal ?? 0 }),
			path: arg,
			link: gatewayLink(gatewayUrl, found.Hash),
		};
	},
});

async function dagStat(kubo: Kubo, { Hash, CumulativeSize }: FileStat, offline: boolean | undefined, call: CallOptions): Promise<DagStat> {
	// Of no bytes Kubo gives none of the facts: it divides by them.
	if (CumulativeSize === 0) return { TotalSize: 0, UniqueBlocks: 1 };
	return await kubo.call<DagStat>('dag/stat', { arg: `/ipfs/${Hash}`, offline, progress: false }, call);
}
