import { InvalidField } from '../../../shared/errors.ts';
import { collection, field } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { fileName } from '../../file-name.ts';
import { gatewayLink } from '../../gateway-link.ts';
import { mfsLink } from '../../mfs-link.ts';
import { multipart } from '../../multipart.ts';
import { sendToAdd } from '../../send-to-add.ts';
import type { IpfsContext } from '../../transport.ts';
import { addArguments, addOptions, uploadPatience } from './add-options.ts';
import { openSource, source } from './source.ts';

const options = collection('Add option', {
	...addOptions,
	fileName: field({ displayName: 'File Name', type: 'string', default: '', description: 'Name to use instead of that of the binary file' }),
	mfsPath: field({
		displayName: 'MFS Path',
		type: 'string',
		default: '',
		placeholder: '/documents/',
		description: 'Where to link the file in the mutable file system of the node; a directory there must exist',
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
	fields: { ...source, options },
	async run({ fields, binary, kubo, gatewayUrl }) {
		const { mfsPath, wrap, onlyHash, fileName: wanted } = fields.options;
		if (mfsPath && onlyHash) throw new InvalidField('MFS Path', 'with Only Hash nothing is stored that could be linked', 'one of the two options');
		if (mfsPath && wrap) throw new InvalidField('MFS Path', 'Kubo links no file that it wraps with a directory', 'one of the two options');
		const args = { ...addArguments(fields.options), 'wrap-with-directory': wrap };
		const patience = uploadPatience(fields.options);
		const file = await openSource(fields, binary);
		try {
			const ownName = fileName(wanted, file.fileName);
			// Kubo links no file without a name, though it uses the name for nothing then.
			const name = ownName || fileName(undefined, mfsPath);
			if (wrap && name === '') throw new InvalidField('File Name', 'a file in a directory needs one', 'any name without "/"');
			const link = mfsPath ? await mfsLink(kubo, mfsPath, ownName, patience) : undefined;
			const { body, contentType, sent } = multipart([{ name, open: () => file.stream }]);
			const [added, directory] = await sendToAdd(kubo, args, { patience, body, contentType }, link);
			return {
				cid: added.Hash,
				name,
				size: sent(0),
				dagSize: Number(added.Size),
				path: directory ? `/ipfs/${directory.Hash}/${name}` : `/ipfs/${added.Hash}`,
				link: gatewayLink(gatewayUrl, added.Hash, name),
				...(directory && { directoryCid: directory.Hash }),
				...(link && { mfsPath: link.path }),
			};
		} finally {
			// What fails before it is sent leaves the file open.
			file.stream.destroy();
		}
	},
});
