import { InvalidField } from '../../../shared/errors.ts';
import { collection, rows } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { missing } from '../../dashboard/missing.ts';
import type { CephContext } from '../../transport.ts';
import { findProfile } from './fields.ts';
import { profileItem } from './profile.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create an erasure code profile',
	description: 'Create a profile for erasure-coded pools; one that exists and is the same stays as it is',
	fields: {
		profile: { displayName: 'Profile Name', type: 'string', default: '', required: true, placeholder: 'e.g. k4m2' },
		k: {
			displayName: 'Data Chunks (K)',
			type: 'number',
			default: 4,
			typeOptions: { minValue: 1 },
			description: 'Into how many pieces an object is cut',
		},
		m: {
			displayName: 'Coding Chunks (M)',
			type: 'number',
			default: 2,
			typeOptions: { minValue: 1 },
			description: 'How many further pieces are computed: so many may be lost',
		},
		plugin: {
			displayName: 'Plugin',
			type: 'options',
			options: [
				{ name: 'CLAY', value: 'clay', description: 'Reads less to restore a piece' },
				{ name: 'Default', value: '', description: 'The one that the release prefers' },
				{ name: 'ISA', value: 'isa', description: 'Fast on processors by Intel' },
				{ name: 'Jerasure', value: 'jerasure', description: 'The most general' },
				{ name: 'LRC', value: 'lrc', description: 'Restores a piece from its neighbours' },
				{ name: 'SHEC', value: 'shec', description: 'Restores a piece from fewer others' },
			],
			default: '',
		},
		locality: {
			displayName: 'Locality (L)',
			type: 'number',
			default: 3,
			typeOptions: { minValue: 1 },
			description: 'Pieces in a group of neighbours',
			show: { plugin: ['lrc'] },
		},
		durability: {
			displayName: 'Durability Estimator (C)',
			type: 'number',
			default: 2,
			typeOptions: { minValue: 1 },
			description: 'How many lost pieces the others surely replace',
			show: { plugin: ['shec'] },
		},
		options: collection('Add option', {
			deviceClass: { displayName: 'Device Class', type: 'string', default: '', placeholder: 'e.g. ssd', description: 'Only devices of this class are taken' },
			failureDomain: {
				displayName: 'Failure Domain',
				type: 'string',
				default: 'host',
				placeholder: 'e.g. osd',
				description: 'No two pieces are put into the same one of these: osd, host, rack, or another type of the tree',
			},
			root: { displayName: 'Root', type: 'string', default: 'default', description: 'Where in the tree of devices the pieces are put' },
			technique: { displayName: 'Technique', type: 'string', default: '', placeholder: 'e.g. reed_sol_van', description: 'Way to compute pieces, of those that the plugin has' },
		}),
		parameters: rows(
			'Plugin Parameters',
			'Parameter',
			{
				name: { displayName: 'Name', type: 'string', default: '', placeholder: 'e.g. packetsize' },
				value: { displayName: 'Value', type: 'string', default: '', placeholder: 'e.g. 2048' },
			},
			'What else the plugin takes, such as stripe_unit, packetsize, w, d, scalar_mds or crush-locality',
		),
	},
	async run({ fields: { profile, k, m, plugin, locality, durability, options, parameters }, dashboard }) {
		const { deviceClass, failureDomain, root, technique } = options;
		const own = {
			k,
			m,
			plugin,
			technique,
			l: plugin === 'lrc' ? locality : undefined,
			c: plugin === 'shec' ? durability : undefined,
			'crush-failure-domain': failureDomain,
			'crush-root': root,
			'crush-device-class': deviceClass,
		};
		const given = Object.entries(own).filter(([, value]) => value !== undefined && value !== '');
		const more = parameters.map(({ name, value }) => [checkName(name), value] as const);
		await dashboard.send('POST', 'api/erasure_code_profile', Object.fromEntries<unknown>([...more, ...given, ['name', profile]]));
		const made = await findProfile(dashboard, profile);
		if (made === undefined) throw missing('erasure code profile', profile);
		return profileItem(made);
	},
});

/** What holds an equals sign would be another parameter to Ceph, and `name` is the profile's own. */
function checkName(name: string): string {
	if (/^[\w-]+$/.test(name) && name !== 'name') return name;
	throw new InvalidField('Plugin Parameters', `"${name}" cannot be a name`, 'the name of a parameter such as packetsize');
}
