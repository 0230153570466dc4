import { field, locator } from '../shared/field.ts';

export const bucketField = locator('searchBuckets', {
	displayName: 'Bucket',
	description: 'The bucket that holds the object',
	placeholder: 'e.g. documents',
});

export const keyField = field({
	displayName: 'Key',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. reports/2026/summary.pdf',
	description: 'Full name of the object in its bucket; any characters, at most 1,024 bytes, kept as they are',
});

/** How long an operation waits for what goes on after the cluster has taken it, in seconds. */
export const timeLimit = field({
	displayName: 'Time Limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 600,
	description: 'Seconds to wait for the end; what Ceph has begun goes on after that',
});

/** The time limit as requests take it: milliseconds; their own when none is given. */
export function timeoutOf({ timeLimit: seconds }: { timeLimit?: number }): number | undefined {
	return seconds === undefined ? undefined : seconds * 1000;
}
