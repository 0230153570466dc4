import { InvalidField } from '../../../shared/errors.ts';
import { collection, type Fields, type FieldValues } from '../../../shared/field.ts';
import { defineBulkOperation, type Result } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { deleteKeys, type Deletion, type DeleteOptions } from '../../gateway/delete-keys.ts';
import { deleteAll, deleteListed, readKeys } from '../../gateway/delete-many.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { CephContext } from '../../transport.ts';
import { bypassGovernance, versionId } from './fields.ts';

const fields = {
	bucket: { ...bucketField, description: 'The bucket to delete from' },
	select: {
		displayName: 'Delete',
		type: 'options',
		options: [
			{ name: 'All Objects With a Prefix', value: 'prefix', description: 'Those whose keys begin alike, or all of the bucket' },
			{ name: 'Key of Each Item', value: 'item', description: 'One object for each item, up to 1,000 in one request' },
			{ name: 'List of Keys', value: 'list', description: 'Many objects for one item' },
		],
		default: 'item',
	},
	key: { ...keyField, show: { select: ['item'] } },
	versionId: {
		...versionId,
		description: 'Deletes this version for good. Without it, a bucket that keeps versions gets a delete marker and keeps them all.',
		show: { select: ['item'] },
	},
	keys: {
		displayName: 'Keys',
		type: 'json',
		default: '[]',
		required: true,
		placeholder: 'e.g. ["reports/1.pdf", "reports/2.pdf"]',
		description: 'A list of keys, or of objects with the fields "key" and "versionId"',
		show: { select: ['list'] },
	},
	wholeBucket: {
		displayName: 'Whole Bucket',
		type: 'boolean',
		default: false,
		description: 'Whether to delete all objects of the bucket, whatever their keys',
		show: { select: ['prefix'] },
	},
	prefix: {
		displayName: 'Prefix',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. reports/2025/',
		description: 'All objects whose keys begin with this are deleted',
		show: { select: ['prefix'], wholeBucket: [false] },
	},
	versions: {
		displayName: 'All Versions',
		type: 'boolean',
		default: false,
		description: 'Whether to delete all versions and delete markers for good. Without it, a bucket that keeps versions gets a delete marker for each object.',
		show: { select: ['prefix'] },
	},
	options: collection('Add option', { bypassGovernance }),
} as const satisfies Fields;

type Values = FieldValues<typeof fields>;

export const deleteMany = defineBulkOperation<CephContext>()({
	name: 'Delete Many',
	action: 'Delete many objects',
	description: 'Delete up to 1,000 objects a request, by the keys of the items, a list of keys or a prefix; that they are gone already is no error',
	fields,
	independent: true,
	async runAll({ inputs, gateway }) {
		const results = new Map<number, Result | Error>();
		const each = inputs.filter((input) => input.fields.select === 'item');
		for (const [index, result] of await deleteEach(gateway, each.map(({ index, fields: values }) => [index, values]))) results.set(index, result);
		for (const { index, fields: values } of inputs) {
			if (!results.has(index)) results.set(index, await deleteFor(gateway, values).catch(asError));
		}
		return inputs.map(({ index }) => results.get(index) ?? []);
	},
});

/** Items of one bucket and one set of options go together. */
async function deleteEach(gateway: Gateway, items: readonly (readonly [number, Values])[]): Promise<[number, Deletion | Error][]> {
	const groups = Map.groupBy(items, ([, { bucket, options }]) => JSON.stringify([bucket, options.bypassGovernance === true]));
	const results: [number, Deletion | Error][] = [];
	for (const group of groups.values()) {
		const [, { bucket, options }] = group[0]!;
		const deletions = await deleteKeys(gateway, bucket, group.map(([, values]) => values), options);
		group.forEach(([index], at) => results.push([index, deletions[at]!]));
	}
	return results;
}

async function deleteFor(gateway: Gateway, { bucket, select, keys, prefix, wholeBucket, versions, options }: Values): Promise<Result> {
	const how: DeleteOptions = options;
	if (select === 'list') return await deleteListed(gateway, bucket, readKeys(keys, bucket), how);
	if (!wholeBucket && prefix === '') throw new InvalidField('Prefix', 'a value is required', 'the beginning of the keys, or the switch Whole Bucket');
	return await deleteAll(gateway, { bucket, prefix: wholeBucket ? '' : prefix, versions }, how);
}

function asError(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new InvalidField('Delete', String(thrown));
}
