import { isDeepStrictEqual } from 'node:util';

import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineBulkOperation } from '../../../shared/operation.ts';
import { checkedName, fileName } from '../../file-name.ts';
import { gatewayLink } from '../../gateway-link.ts';
import { multipart } from '../../multipart.ts';
import { sendToAdd } from '../../send-to-add.ts';
import type { IpfsContext } from '../../transport.ts';
import { addArguments, addOptions, uploadPatience } from './add-options.ts';
import { nameOfSource, openSource, source } from './source.ts';

const PATH = 'Path in Directory';

export const addDirectory = defineBulkOperation<IpfsContext>()({
	name: 'Add Directory',
	action: 'Add files as a directory',
	description: 'Store the files of all items as one directory on the IPFS node, and get its CID and theirs',
	fields: {
		...source,
		path: {
			displayName: PATH,
			type: 'string',
			default: '',
			placeholder: 'images/photo.jpg',
			description: 'Name of the file in the directory, or its path there; the name of the binary file when empty',
		},
		options: collection('Add option', addOptions),
	},
	async runAll({ inputs, execution, kubo, gatewayUrl }) {
		const options = inputs[0]?.fields.options ?? {};
		if (!inputs.every(({ fields }) => isDeepStrictEqual(fields.options, options))) {
			throw new InvalidField('Options', 'one directory cannot be added with several', 'the same for all items');
		}
		const files = inputs.map(({ fields, index, binary }) => ({
			path: pathInDirectory(fields.path, nameOfSource(fields, execution.helpers, index)),
			open: async () => (await openSource(fields, binary)).stream,
		}));
		refuseClashes(files.map(({ path }) => path));
		// Kubo takes what comes between files of a directory for the end of the directory.
		const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
		const { body, contentType, sent } = multipart(sorted.map(({ path, open }) => ({ name: path, open })));
		const args = { ...addArguments(options), 'wrap-with-directory': true };
		const added = await sendToAdd(kubo, args, { patience: uploadPatience(options), body, contentType });
		const byName = new Map(added.map((entry) => [entry.Name, entry]));
		const directory = byName.get('');
		return files.map((file) => {
			const entry = byName.get(file.path);
			if (!entry || !directory) throw new Error(`Kubo gave no CID for "${file.path}"`);
			return {
				cid: entry.Hash,
				name: file.path,
				size: sent(sorted.indexOf(file)),
				dagSize: Number(entry.Size),
				path: `/ipfs/${directory.Hash}/${file.path}`,
				link: gatewayLink(gatewayUrl, entry.Hash, file.path.split('/').at(-1)),
				directoryCid: directory.Hash,
				directoryLink: gatewayLink(gatewayUrl, directory.Hash),
			};
		});
	},
});

function pathInDirectory(wanted: string, given: string | undefined): string {
	const path = wanted || fileName(undefined, given);
	if (path === '') throw new InvalidField(PATH, 'a file in a directory needs a name', 'such as report.pdf or images/photo.jpg');
	for (const name of path.split('/')) checkedName(name, PATH);
	return path;
}

/** Kubo would keep one of two files of the same name, and fail half-way for a file that is a directory as well. */
function refuseClashes(paths: readonly string[]): void {
	const files = new Set<string>();
	for (const path of paths) {
		if (files.has(path)) throw new InvalidField(PATH, `two files would be "${path}"`, 'another path for each item');
		files.add(path);
	}
	for (const path of paths) {
		for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
			const parent = path.slice(0, end);
			if (files.has(parent)) throw new InvalidField(PATH, `"${parent}" would be a file and a directory`, 'another path for one of them');
		}
	}
}
