import { InvalidField } from '../../shared/errors.ts';
import { field } from '../../shared/field.ts';

export const featuresField = field({
	displayName: 'Features',
	type: 'multiOptions',
	options: [
		{ name: 'Data Pool', value: 'data-pool', description: 'Keep the data in another pool; comes with a data pool and needs one' },
		{ name: 'Deep Flatten', value: 'deep-flatten', description: "Let flattening free the image's snapshots of their parent, too" },
		{ name: 'Exclusive Lock', value: 'exclusive-lock', description: 'Let one client at a time write' },
		{ name: 'Fast Diff', value: 'fast-diff', description: 'Know at once what changed and what is used; comes with Object Map' },
		{ name: 'Journaling', value: 'journaling', description: 'Write a journal, by which the image can be mirrored; needs Exclusive Lock' },
		{ name: 'Layering', value: 'layering', description: 'Allow clones of snapshots' },
		{ name: 'Object Map', value: 'object-map', description: 'Know which objects exist; needs Exclusive Lock and comes with Fast Diff' },
	],
	default: [],
	description: "What the image can do; the cluster's own choice when none is given",
});

export type Feature = (typeof featuresField.options)[number]['value'];

const CHOOSABLE: readonly string[] = featuresField.options.map(({ value }) => value);
const SWITCHED_ON: readonly string[] = ['exclusive-lock', 'fast-diff', 'journaling', 'object-map'];
const SWITCHED_OFF: readonly string[] = [...SWITCHED_ON, 'deep-flatten'];
/** Ceph itself never has one of them without the other. */
const TOGETHER: readonly Feature[] = ['fast-diff', 'object-map'];
const NEED_LOCK: readonly Feature[] = ['journaling', 'object-map'];

/**
 * Completes the features of a new image.
 *
 * @throws InvalidField when one of them needs what is not there
 */
export function newFeatures(chosen: readonly Feature[] | undefined, dataPool: string | undefined): string[] | undefined {
	if (chosen === undefined || chosen.length === 0) return undefined;
	if (chosen.includes('data-pool') && !dataPool) throw new InvalidField('Features', 'data-pool needs a data pool', 'data-pool together with Data Pool');
	return checkLock(withPartner(chosen), 'Features');
}

/** Of an image's features those that can be chosen, without what follows from its data pool. */
export function chosenFeatures(features: readonly string[]): string[] {
	return features.filter((feature) => CHOOSABLE.includes(feature) && feature !== 'data-pool').toSorted();
}

/**
 * Plans the features of an image that exists.
 *
 * The Dashboard passes over what cannot be switched without a word; this refuses it.
 *
 * @param fields names of the fields, for errors
 * @returns all features that the image is to have
 * @throws InvalidField when a feature cannot be switched, or needs what would not be there
 */
export function switchFeatures(current: readonly string[], on: readonly Feature[], off: readonly Feature[], fields = ON_AND_OFF): string[] {
	const both = withPartner(on).find((feature) => withPartner(off).includes(feature));
	if (both) throw new InvalidField(fields.on, `${both} would be on and off`, 'other features than those to disable; fast-diff and object-map go together');
	const fixed = on.find((feature) => !current.includes(feature) && !SWITCHED_ON.includes(feature));
	if (fixed) throw new InvalidField(fields.on, `${fixed} can only be chosen when an image is made`, SWITCHED_ON.join(', '));
	const stays = off.find((feature) => current.includes(feature) && !SWITCHED_OFF.includes(feature));
	if (stays) throw new InvalidField(fields.off, `${stays} stays as long as the image`, SWITCHED_OFF.join(', '));
	const kept = current.filter((feature) => !withPartner(off).includes(feature));
	return checkLock(withPartner([...kept, ...on]), on.length > 0 ? fields.on : fields.off);
}

const ON_AND_OFF = { on: 'Enable Features', off: 'Disable Features' };

function withPartner(features: readonly string[]): string[] {
	const partner = features.some((feature) => TOGETHER.some((one) => one === feature)) ? TOGETHER : [];
	return [...new Set([...features, ...partner])].toSorted();
}

function checkLock(features: string[], field: string): string[] {
	const needing = NEED_LOCK.find((feature) => features.includes(feature));
	if (needing && !features.includes('exclusive-lock')) throw new InvalidField(field, `${needing} needs exclusive-lock`, `${needing} together with exclusive-lock`);
	return features;
}
