import { parseByteSize } from '../../shared/byte-size.ts';
import { collection, type FieldValue } from '../../shared/field.ts';

/** A quota as the gateway keeps it: negative numbers stand for no limit. */
export interface GatewayQuota {
	enabled: boolean;
	max_size: number;
	max_objects: number;
}

/** A quota as operations give it: `null` stands for no limit. */
export type Quota = {
	enabled: boolean;
	maxBytes: number | null;
	maxObjects: number | null;
};

export function toQuota({ enabled, max_size, max_objects }: GatewayQuota): Quota {
	return { enabled, maxBytes: max_size < 0 ? null : max_size, maxObjects: max_objects < 0 ? null : max_objects };
}

/** The way back, as parameters of a query. */
export function fromQuota({ enabled, maxBytes, maxObjects }: Quota) {
	return { enabled, 'max-size': maxBytes ?? -1, 'max-objects': maxObjects ?? -1 };
}

/** A limit in bytes as people write it; 0 and nothing stand for none. */
export function parseLimit(text: string, name: string): number | null {
	return text.trim() === '' ? null : parseByteSize(text, name) || null;
}

/** Fields by which an operation changes a quota. */
export const quotaLimits = collection(
	'Add limit',
	{
		enabled: {
			displayName: 'Enabled',
			type: 'boolean',
			default: true,
			description: 'Whether the quota holds, which it does when not given; one that is not enabled keeps its limits and refuses nothing',
		},
		maxObjects: {
			displayName: 'Max Objects',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0, numberPrecision: 0 },
			description: 'Objects that may be stored; 0 for no limit',
		},
		maxSize: {
			displayName: 'Max Size',
			type: 'string',
			default: '0',
			placeholder: 'e.g. 100 GiB',
			description: 'Bytes that may be stored; 0 for no limit',
		},
	},
	'Limits',
);

/**
 * What a quota is after a change.
 *
 * @throws InvalidField for a size that nobody can read
 */
export function changedQuota(is: Quota, { enabled = true, maxSize, maxObjects }: FieldValue<typeof quotaLimits>): Quota {
	return {
		enabled,
		maxBytes: maxSize === undefined ? is.maxBytes : parseLimit(maxSize, 'Max Size'),
		maxObjects: maxObjects === undefined ? is.maxObjects : maxObjects || null,
	};
}

/** Limits that hold; `null` stands for none. */
export type Limits = {
	maxBytes: number | null;
	maxObjects: number | null;
};

/** A quota that is not enabled limits nothing. */
export function limitsOf(quota: Quota | undefined): Limits {
	return { maxBytes: quota?.enabled ? quota.maxBytes : null, maxObjects: quota?.enabled ? quota.maxObjects : null };
}

export function quotaOf(limits: Limits): Quota {
	return { enabled: limits.maxBytes !== null || limits.maxObjects !== null, ...limits };
}
