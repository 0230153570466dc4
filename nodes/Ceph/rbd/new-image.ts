import { parseByteSize } from '../../shared/byte-size.ts';
import { InvalidField } from '../../shared/errors.ts';
import { field, type FieldValues, locator, optional, rows } from '../../shared/field.ts';
import { featuresField, newFeatures } from './features.ts';
import { qosField, qosSettings } from './qos.ts';

export const metadataField = rows(
	'Metadata',
	'Entry',
	{
		name: { displayName: 'Name', type: 'string', default: '', required: true },
		// The Dashboard passes over empty values when it reads them, and gives the names those of their neighbours.
		value: { displayName: 'Value', type: 'string', default: '', required: true },
	},
	'What is kept with the image for its readers; a name that begins with conf_ sets a configuration option of the image',
);

/** What can be chosen when an image comes into being, whether it is made, copied or cloned. */
export const newImageFields = {
	dataPool: optional(
		locator('searchPools', {
			displayName: 'Data Pool',
			placeholder: 'e.g. volumes-data',
			description: "Pool that keeps the data, while the image's pool keeps its name and metadata; an erasure-coded one must allow overwrites",
		}),
	),
	features: featuresField,
	metadata: metadataField,
	objectSize: field({
		displayName: 'Object Size',
		type: 'string',
		default: '4 MiB',
		placeholder: 'e.g. 4 MiB',
		description: 'Size of the objects that the image is cut into: a power of two from 4 KiB to 32 MiB',
	}),
	qos: qosField,
	stripeCount: field({
		displayName: 'Stripe Count',
		type: 'number',
		default: 1,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		description: 'Number of objects over which neighbouring stripe units are spread; goes together with Stripe Unit',
	}),
	stripeUnit: field({
		displayName: 'Stripe Unit',
		type: 'string',
		default: '',
		placeholder: 'e.g. 64 KiB',
		description: 'Bytes that stay together in one object; divides the object size and goes together with Stripe Count',
	}),
} as const;

export type NewImage = Partial<FieldValues<typeof newImageFields>>;

const SMALLEST_OBJECT = 4 * 1024;
const LARGEST_OBJECT = 32 * 1024 ** 2;

/**
 * What the Dashboard takes for a new image; what is not given is left out, because earlier releases do not know it all.
 *
 * @throws InvalidField when a value is none, or values do not go together
 */
export function newImageRequest(options: NewImage) {
	return {
		...given('data_pool', options.dataPool || undefined),
		...given('features', newFeatures(options.features, options.dataPool)),
		...given('metadata', metadataOf(options.metadata)),
		...given('configuration', qosSettings(options.qos)),
		...layoutRequest(options),
	};
}

/** {@link newImageRequest} for an image made from another, whose stripe units need not fit objects of another size. */
export function derivedImageRequest(options: NewImage) {
	const request = newImageRequest(options);
	const { obj_size, stripe_unit } = request;
	return obj_size === undefined || stripe_unit !== undefined ? request : { ...request, stripe_unit: obj_size, stripe_count: 1 };
}

/** Metadata as the Dashboard takes it; undefined without rows. */
export function metadataOf(entries: readonly { name: string; value: string }[] | undefined): Record<string, string> | undefined {
	if (entries === undefined || entries.length === 0) return undefined;
	return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

/** An object without the entry when there is no value. */
export function given<K extends string, V>(name: K, value: V | undefined): { [key in K]?: V } {
	return value === undefined ? {} : ({ [name]: value } as { [key in K]: V });
}

function layoutRequest({ objectSize, stripeUnit, stripeCount }: NewImage): { obj_size?: number; stripe_unit?: number; stripe_count?: number } {
	const size = objectSize ? objectSizeOf(objectSize) : undefined;
	if (!stripeUnit) {
		// One object after another is how an image is laid out that has no stripes.
		if (stripeCount !== undefined && stripeCount !== 1) throw new InvalidField('Stripe Unit', 'a value is required with Stripe Count', 'a size such as 64 KiB');
		return given('obj_size', size);
	}
	const unit = parseByteSize(stripeUnit, 'Stripe Unit');
	if (stripeCount === undefined) throw new InvalidField('Stripe Count', 'a value is required with Stripe Unit', 'a number of objects');
	if (unit === 0 || (size !== undefined && size % unit !== 0)) {
		throw new InvalidField('Stripe Unit', `${unit} does not divide the object size`, 'a size that divides the object size without rest');
	}
	return { ...given('obj_size', size), stripe_unit: unit, stripe_count: stripeCount };
}

function objectSizeOf(text: string): number {
	const size = parseByteSize(text, 'Object Size');
	if (size < SMALLEST_OBJECT || size > LARGEST_OBJECT || !Number.isInteger(Math.log2(size))) {
		throw new InvalidField('Object Size', `got "${text.slice(0, 80)}"`, 'a power of two from 4 KiB to 32 MiB');
	}
	return size;
}
