import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { copyFields, copyObject, copyOptions } from './copying.ts';

export const copy = defineOperation<CephContext>()({
	name: 'Copy',
	action: 'Copy an object',
	description: 'Copy an object inside the cluster, in place of one with the same key; its bytes do not pass through here, however large it is',
	fields: { ...copyFields, options: collection('Add option', copyOptions) },
	run: async ({ fields, gateway }) => await copyObject(gateway, fields),
});
