import type { DashboardImage } from './dashboard-answers.ts';
import { ownConfiguration } from './describe.ts';
import { chosenFeatures, type Feature, switchFeatures } from './features.ts';
import type { newImageRequest } from './new-image.ts';

/** Settings that can only be chosen when an image is made. */
export const FIXED = ['objectSize', 'stripeUnit', 'stripeCount', 'dataPool'] as const;

/** Before the names of metadata entries and of configuration options, of which each is a setting of its own. */
const METADATA = 'metadata.';
const CONFIGURATION = 'configuration.';

export type Settings = Readonly<Record<string, unknown>>;

/** The wanted settings of an image under the names that differences are given with. */
export function declaredSettings(pool: string, size: number, request: ReturnType<typeof newImageRequest>): Settings {
	const { obj_size, stripe_unit, stripe_count, data_pool, features, metadata, configuration } = request;
	return {
		size,
		objectSize: obj_size,
		stripeUnit: stripe_unit,
		stripeCount: stripe_count,
		// The Dashboard names no data pool where it is the image's own.
		dataPool: data_pool === pool ? null : data_pool,
		features: features && chosenFeatures(features),
		...prefixed(METADATA, metadata),
		...prefixed(CONFIGURATION, configuration),
	};
}

/** The same settings as an image has them. */
export function actualSettings(image: DashboardImage, declared: Settings): Settings {
	const entries = { ...prefixed(METADATA, image.metadata), ...prefixed(CONFIGURATION, ownConfiguration(image)) };
	const absent = Object.keys(declared).filter((name) => name.startsWith(METADATA) || name.startsWith(CONFIGURATION));
	return {
		size: image.size,
		objectSize: image.obj_size,
		stripeUnit: image.stripe_unit,
		stripeCount: image.stripe_count,
		dataPool: image.data_pool,
		features: chosenFeatures(image.features_name),
		...Object.fromEntries(absent.map((name) => [name, entries[name] ?? null])),
	};
}

/**
 * What the Dashboard takes to change the settings that differ.
 *
 * @throws InvalidField when a feature cannot be switched
 */
export function changeRequest(settings: readonly string[], declared: Settings, image: DashboardImage): Record<string, unknown> {
	const metadata = below(METADATA, settings, declared);
	const configuration = below(CONFIGURATION, settings, declared);
	return {
		...(settings.includes('size') && { size: declared.size }),
		...(settings.includes('features') && { features: featuresRequest(declared.features as Feature[], image.features_name) }),
		...(metadata && { metadata }),
		...(configuration && { configuration }),
	};
}

function featuresRequest(wanted: readonly Feature[], current: readonly string[]): string[] {
	const on = wanted.filter((feature) => !current.includes(feature));
	const off = (chosenFeatures(current) as Feature[]).filter((feature) => !wanted.includes(feature));
	return switchFeatures(current, on, off, { on: 'Features', off: 'Features' });
}

function prefixed(prefix: string, entries: Readonly<Record<string, string | null>> = {}): Record<string, string | null> {
	return Object.fromEntries(Object.entries(entries).map(([name, value]) => [`${prefix}${name}`, value]));
}

function below(prefix: string, settings: readonly string[], declared: Settings): Record<string, unknown> | undefined {
	const names = settings.filter((name) => name.startsWith(prefix));
	return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name.slice(prefix.length), declared[name]]));
}
