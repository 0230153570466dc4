import { parseByteSize } from '../../../shared/byte-size.ts';
import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { openAsRoot } from './as-root.ts';
import { fileSystem, path } from './fields.ts';
import { inDirectory } from './lookup.ts';
import { absolutePath } from './path.ts';
import { quotaOf, type Quotas } from './shape.ts';

export const setQuota = defineOperation<CephContext>()({
	name: 'Set Quota',
	action: 'Set the quota of a directory',
	description: 'Limit how much a directory may hold, with all that is below it; a limit that is not given stays as it is',
	fields: {
		fileSystem,
		path,
		limits: collection(
			'Add limit',
			{
				maxFiles: {
					displayName: 'Max Files',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 0,
					description: 'Files and directories that the directory may hold; 0 for no limit',
				},
				maxSize: {
					displayName: 'Max Size',
					type: 'string',
					default: '0',
					placeholder: 'e.g. 10 GiB',
					description: 'Bytes that the directory may hold; 0 for no limit',
				},
			},
			'Limits',
		),
	},
	async run({ fields, dashboard }) {
		const path = absolutePath(fields.path);
		const { maxFiles, maxSize } = fields.limits;
		const limits = {
			...(maxSize && { max_bytes: parseByteSize(maxSize, 'Max Size') }),
			...(maxFiles !== undefined && { max_files: maxFiles }),
		};
		if (Object.keys(limits).length === 0) throw new InvalidField('Limits', 'none is given', 'Max Size, Max Files or both; 0 takes a limit away');
		const found = await openAsRoot(dashboard, fields.fileSystem);
		const quotas = await inDirectory(dashboard, found, path, async () => {
			await dashboard.send('PUT', `${found.at}/quota`, { path, ...limits });
			return await dashboard.get<Quotas>(`${found.at}/quota`, { path });
		});
		return { fileSystem: found.name, path, ...quotaOf(quotas) };
	},
});
