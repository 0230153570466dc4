import { Readable } from 'node:stream';

import { InvalidField, SystemError } from '../../../shared/errors.ts';
import type { FieldValues } from '../../../shared/field.ts';
import { collection, field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { take } from '../../../shared/page.ts';
import { gatewayLink } from '../../gateway-link.ts';
import { multipart } from '../../multipart.ts';
import type { Arguments, IpfsContext } from '../../transport.ts';

/** What `add` answers for the file, and for the directory around it. */
interface Added {
	Name: string;
	Hash: string;
	/** Of the blocks, with what links them. */
	Size: string;
}

const options = collection('Add option', {
	chunker: field({
		displayName: 'Chunker',
		type: 'string',
		default: 'size-262144',
		description: 'How the file is cut into blocks: size-&lt;bytes&gt;, rabin-&lt;min&gt;-&lt;average&gt;-&lt;max&gt; or buzhash',
	}),
	cidVersion: field({
		displayName: 'CID Version',
		type: 'options',
		options: [
			{ name: '0 (Qm…)', value: 0 },
			{ name: '1 (Bafy…)', value: 1 },
		],
		default: 1,
	}),
	fileName: field({ displayName: 'File Name', type: 'string', default: '', description: 'Name to use instead of that of the binary file' }),
	mfsPath: field({
		displayName: 'MFS Path',
		type: 'string',
		default: '',
		placeholder: '/documents/',
		description: 'Where to link the file in the mutable file system of the node; a directory there must exist',
	}),
	onlyHash: field({ displayName: 'Only Hash', type: 'boolean', default: true, description: 'Whether to compute the CID and store nothing' }),
	pin: field({
		displayName: 'Pin',
		type: 'boolean',
		default: true,
		description: 'Whether to keep the file from being removed by garbage collection',
	}),
	pinName: field({ displayName: 'Pin Name', type: 'string', default: '', description: 'Name by which the pin can be found again' }),
	rawLeaves: field({
		displayName: 'Raw Leaves',
		type: 'boolean',
		default: true,
		description: 'Whether blocks of data are stored bare; always so for CID version 1 unless switched off here',
	}),
	timeout: field({
		displayName: 'Timeout (Seconds)',
		type: 'number',
		default: 60,
		typeOptions: { minValue: 1 },
		description: 'How long the upload may stand still',
	}),
	wrap: field({
		displayName: 'Wrap With Directory',
		type: 'boolean',
		default: true,
		description: 'Whether to put the file into a directory, so that its name is part of its path',
	}),
});

export const add = defineOperation<IpfsContext>()({
	name: 'Add',
	action: 'Add a file',
	description: 'Store a file on the IPFS node and get its CID',
	fields: {
		source: {
			displayName: 'Source',
			type: 'options',
			options: [
				{ name: 'Binary File', value: 'binary' },
				{ name: 'Text', value: 'text' },
			],
			default: 'binary',
		},
		property: {
			displayName: 'Input Binary Field',
			type: 'binary',
			required: true,
			default: 'data',
			hint: 'The name of the input binary field containing the file to be added',
			show: { source: ['binary'] },
		},
		text: { displayName: 'Text', type: 'string', typeOptions: { rows: 4 }, default: '', show: { source: ['text'] } },
		options,
	},
	async run({ fields, binary, kubo, gatewayUrl }) {
		const file =
			fields.source === 'binary'
				? await binary.read(fields.property)
				: { stream: Readable.from([Buffer.from(fields.text)]), fileName: undefined };
		try {
			const name = fileName(fields.options.fileName, file.fileName);
			const { timeout = 60, ...chosen } = fields.options;
			if (chosen.wrap && name === '') throw new InvalidField('File Name', 'a file in a directory needs one', 'any name without "/"');
			const { body, contentType, sent } = multipart(file.stream, name);
			const call = { patience: timeout * 1000, body, contentType };
			const [added, directory] = await take(kubo.list<Added>('add', addArguments(chosen), call), undefined);
			if (added === undefined) throw new SystemError({ message: 'Kubo gave no CID', description: 'Look at its log.' });
			return {
				cid: added.Hash,
				name,
				size: sent(),
				dagSize: Number(added.Size),
				path: directory ? `/ipfs/${directory.Hash}/${name}` : `/ipfs/${added.Hash}`,
				link: gatewayLink(gatewayUrl, added.Hash, name),
				...(directory && { directoryCid: directory.Hash }),
			};
		} finally {
			// What fails before it is sent leaves the file open.
			file.stream.destroy();
		}
	},
});

/** The options in Kubo's words; those that nobody chose are left to its configuration, as `ipfs add` does. */
function addArguments(chosen: Partial<FieldValues<(typeof options)['fields']>>): Arguments {
	const { chunker, cidVersion = 1, mfsPath, onlyHash, pin, pinName, rawLeaves, wrap } = chosen;
	return {
		'cid-version': cidVersion,
		'raw-leaves': rawLeaves,
		chunker: chunker || undefined,
		pin,
		'pin-name': pinName || undefined,
		'only-hash': onlyHash,
		'wrap-with-directory': wrap,
		'to-files': mfsPath || undefined,
	};
}

/** One part of a path: what a browser or a sender puts before it is no part of the name. */
function fileName(wanted: string | undefined, given: string | undefined): string {
	if (!wanted) return given?.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1) ?? '';
	if (/\/|^\.{1,2}$/.test(wanted)) throw new InvalidField('File Name', `"${wanted.slice(0, 80)}" is no name`, 'any name without "/"');
	return wanted;
}
