import { parseByteSize } from '../../../shared/byte-size.ts';
import { InvalidField } from '../../../shared/errors.ts';
import { field, type FieldValues, locator, optional } from '../../../shared/field.ts';
import { timeLimit } from '../../fields.ts';
import type { PoolSettings } from './pool-item.ts';

export const poolField = locator('searchPools', { displayName: 'Pool', description: 'The pool to work on', placeholder: 'e.g. tenant-a' });

/** What a pool is from its making on, but for the CRUSH rule and the applications. */
export const makingFields = {
	pool: field({ displayName: 'Pool Name', type: 'string', default: '', required: true, placeholder: 'e.g. tenant-a' }),
	type: field({
		displayName: 'Type',
		type: 'options',
		options: [
			{ name: 'Erasure Coded', value: 'erasure', description: 'Each object is cut into pieces, with further ones to compute lost pieces from' },
			{ name: 'Replicated', value: 'replicated', description: 'Each object is kept in several copies' },
		],
		default: 'replicated',
	}),
	erasureCodeProfile: optional(
		locator('searchErasureCodeProfiles', {
			displayName: 'Erasure Code Profile',
			placeholder: 'e.g. k4m2',
			description: 'How objects are cut into pieces; the profile "default" when empty',
			show: { type: ['erasure'] },
		}),
	),
	crushRule: optional(
		locator('searchCrushRules', {
			displayName: 'CRUSH Rule',
			placeholder: 'e.g. replicated_rule',
			description: 'Where copies or pieces are put; when empty the default rule, or one that follows from the erasure code profile',
		}),
	),
	applications: field({
		displayName: 'Applications',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Application' },
		default: [],
		placeholder: 'e.g. rbd',
		description: 'What the pool is for: rbd for block images, rgw for the object gateway, cephfs for file systems, or a name of your own',
	}),
} as const;

/** Settings that can be changed at any time. */
export const settingFields = {
	compressionAlgorithm: field({
		displayName: 'Compression Algorithm',
		type: 'options',
		options: [
			{ name: 'LZ4', value: 'lz4' },
			{ name: 'Snappy', value: 'snappy' },
			{ name: 'Zlib', value: 'zlib' },
			{ name: 'Zstd', value: 'zstd' },
		],
		default: 'snappy',
	}),
	compressionMaxBlob: field({
		displayName: 'Compression Max Blob',
		type: 'string',
		default: '',
		placeholder: 'e.g. 512 KiB',
		description: 'Larger pieces of data are cut down to this size before they are compressed; 0 leaves it to the OSDs',
	}),
	compressionMinBlob: field({
		displayName: 'Compression Min Blob',
		type: 'string',
		default: '',
		placeholder: 'e.g. 128 KiB',
		description: 'Smaller pieces of data are not compressed; 0 leaves it to the OSDs',
	}),
	compressionMode: field({
		displayName: 'Compression Mode',
		type: 'options',
		options: [
			{ name: 'Aggressive', value: 'aggressive', description: 'Compress unless a client says that data is incompressible' },
			{ name: 'Force', value: 'force', description: 'Compress everything' },
			{ name: 'None', value: 'none', description: 'Never compress' },
			{ name: 'Passive', value: 'passive', description: 'Compress when a client says that data is compressible' },
			{ name: 'Unset', value: 'unset', description: 'Leave compression to the settings of the OSDs' },
		],
		default: 'aggressive',
	}),
	compressionRatio: field({
		displayName: 'Compression Ratio',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 3 },
		default: 0.875,
		description: 'Compressed data is kept when its size is at most this part of the original; 0 leaves it to the OSDs',
	}),
	minSize: field({
		displayName: 'Min Size',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 2,
		description: 'How many copies or pieces must be there for the pool to serve',
	}),
	pgAutoscaleMode: field({
		displayName: 'PG Autoscale Mode',
		type: 'options',
		options: [
			{ name: 'Off', value: 'off', description: 'Keep the number of placement groups' },
			{ name: 'On', value: 'on', description: 'Let Ceph change the number of placement groups' },
			{ name: 'Warn', value: 'warn', description: 'Let Ceph say when the number should change' },
		],
		default: 'on',
	}),
	pgNum: field({
		displayName: 'PG Count',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 32,
		description: 'Number of placement groups, best a power of two',
	}),
	quotaBytes: field({
		displayName: 'Quota Bytes',
		type: 'string',
		default: '',
		placeholder: 'e.g. 100 GiB',
		description: 'How much the pool may hold; 0 takes the quota away',
	}),
	quotaObjects: field({
		displayName: 'Quota Objects',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How many objects the pool may hold; 0 takes the quota away',
	}),
	size: field({ displayName: 'Size', type: 'number', typeOptions: { minValue: 1 }, default: 3, description: 'How many copies of each object a replicated pool keeps' }),
} as const;

/** Settings that a pool can get but not lose. */
export const onceField = {
	ecOverwrites: field({
		displayName: 'EC Overwrites',
		type: 'boolean',
		default: true,
		description: 'Whether objects of an erasure-coded pool can be changed in part, as block images and file systems need it; cannot be taken back',
	}),
} as const;

export const timeLimitField = field({
	...timeLimit,
	typeOptions: { minValue: 0 },
	default: 300,
	description: 'Seconds until it is an error that placement groups are not active; 0 does not wait for them',
});

type Given = Partial<FieldValues<typeof settingFields & typeof onceField>>;

/** Reads what stands behind the button; sizes become bytes. */
export function readSettings(given: Given): PoolSettings {
	const bytes = (name: 'quotaBytes' | 'compressionMinBlob' | 'compressionMaxBlob') => {
		const text = given[name];
		return text === undefined || text.trim() === '' ? undefined : parseByteSize(text, settingFields[name].displayName);
	};
	for (const name of ['size', 'minSize', 'pgNum', 'quotaObjects'] as const) {
		if (!Number.isInteger(given[name] ?? 0)) throw new InvalidField(settingFields[name].displayName, `got ${given[name]}`, 'a whole number');
	}
	return { ...given, quotaBytes: bytes('quotaBytes'), compressionMinBlob: bytes('compressionMinBlob'), compressionMaxBlob: bytes('compressionMaxBlob') };
}

/** Names in order, without doubles and empty lines. */
export function applicationNames(given: readonly string[]): string[] {
	return [...new Set(given.map((name) => name.trim()).filter((name) => name !== ''))].sort();
}

/** Reads how a pool is to be made; a field that the chosen type does not have counts as empty. */
export function readMaking(given: Omit<FieldValues<typeof makingFields>, 'pool'>): PoolSettings & { type: 'replicated' | 'erasure' } {
	const { type, crushRule, applications } = given;
	const erasureCodeProfile = type === 'erasure' ? given.erasureCodeProfile : '';
	const named = applicationNames(applications);
	return {
		type,
		erasureCodeProfile: erasureCodeProfile === '' ? undefined : erasureCodeProfile,
		crushRule: crushRule === '' ? undefined : crushRule,
		applications: named.length === 0 ? undefined : named,
	};
}
