import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { configOption, readOption } from './config-option.ts';
import { configOptionField } from './fields.ts';

export const getConfig = defineOperation<CephContext>()({
	name: 'Get Configuration Option',
	action: 'Get a configuration option of the cluster',
	description: 'Get what a configuration option is set to for each section, its default, what it means and whether it can be changed at runtime',
	fields: { option: configOptionField },
	async run({ fields: { option }, dashboard }) {
		return configOption(await readOption(dashboard, option));
	},
});
