import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem } from './fields.ts';
import { findFileSystem } from './lookup.ts';
import { type FileSystemStatus, statusOf } from './shape.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get a file system',
	description: 'Get the state of a file system: its metadata servers, its pools and what they hold',
	fields: { fileSystem },
	async run({ fields, dashboard }) {
		const { at } = await findFileSystem(dashboard, fields.fileSystem);
		return statusOf(await dashboard.get<FileSystemStatus>(at));
	},
});
