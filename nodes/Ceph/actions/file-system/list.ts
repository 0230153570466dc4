import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystems } from './lookup.ts';
import { fileSystemOf } from './shape.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many file systems',
	description: 'List the file systems of the cluster',
	fields: {},
	list: true,
	run: async ({ dashboard }) => (await fileSystems(dashboard)).map(fileSystemOf),
});
