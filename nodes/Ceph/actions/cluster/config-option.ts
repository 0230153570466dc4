import { segment } from '../../../shared/path-segment.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { missing } from '../../dashboard/missing.ts';

/** A configuration option as the Dashboard describes it. */
export interface RawOption {
	name: string;
	type: string;
	level: string;
	desc: string;
	long_desc: string;
	default: unknown;
	daemon_default: unknown;
	tags: string[];
	services: string[];
	see_also: string[];
	enum_values: string[];
	min: unknown;
	max: unknown;
	can_update_at_runtime: boolean;
	/** Missing while the option is set nowhere in the cluster's own database. */
	value?: { section: string; value: string }[];
}

export function configOption(option: RawOption) {
	return {
		name: option.name,
		values: option.value ?? [],
		default: option.default,
		daemonDefault: option.daemon_default,
		type: option.type,
		level: option.level,
		description: option.desc,
		longDescription: option.long_desc,
		changeableAtRuntime: option.can_update_at_runtime,
		allowedValues: option.enum_values,
		min: option.min,
		max: option.max,
		services: option.services,
		tags: option.tags,
		seeAlso: option.see_also,
	};
}

/** What an option is set to for a section; `null` where it is not set. */
export function valueFor({ value = [] }: RawOption, section: string): string | null {
	return value.find((set) => set.section === section)?.value ?? null;
}

/** @throws SystemError when Ceph has no option of the name */
export async function readOption(dashboard: Dashboard, name: string): Promise<RawOption> {
	const option = await orNone(dashboard.get<RawOption>(`api/cluster_conf/${segment(name)}`), '404');
	if (option === undefined) throw missing('configuration option', name);
	return option;
}
