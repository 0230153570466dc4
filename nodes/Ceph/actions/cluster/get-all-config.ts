import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { configOption, type RawOption } from './config-option.ts';

export const getAllConfig = defineOperation<CephContext>()({
	name: 'Get Many Configuration Options',
	action: 'Get many configuration options of the cluster',
	description: 'List the configuration options that there are, with what they are set to',
	fields: {
		filters: collection(
			'Add filter',
			{
				levels: {
					displayName: 'Levels',
					type: 'multiOptions',
					options: [
						{ name: 'Advanced', value: 'advanced' },
						{ name: 'Basic', value: 'basic' },
						{ name: 'Developer', value: 'dev' },
						{ name: 'Unknown', value: 'unknown' },
					],
					default: ['basic'],
					description: 'For whom the options are meant',
				},
				nameContains: { displayName: 'Name Contains', type: 'string', default: '', placeholder: 'e.g. scrub' },
				onlySet: { displayName: 'Only Set', type: 'boolean', default: true, description: 'Whether to leave out options that are set for no section' },
			},
			'Filters',
		),
	},
	list: true,
	async run({ fields: { filters }, dashboard }) {
		const { levels = [], nameContains = '', onlySet = false } = filters;
		const options = await dashboard.get<RawOption[]>('api/cluster_conf');
		return options
			.filter(({ name, level, value = [] }) => {
				const ofLevel = levels.length === 0 || levels.some((wanted) => wanted === level);
				return ofLevel && name.includes(nameContains.trim().toLowerCase()) && (!onlySet || value.length > 0);
			})
			.sort((a, b) => (a.name < b.name ? -1 : 1))
			.map(configOption);
	},
});
