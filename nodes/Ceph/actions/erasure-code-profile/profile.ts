/** A profile as the Dashboard lists it: numbers for k and m, text for everything else. */
export interface RawProfile {
	name: string;
	plugin: string;
	technique?: string;
	k?: number;
	m?: number;
	[parameter: string]: unknown;
}

/** What belongs to every profile; the rest are parameters of its plugin. */
const COMMON = new Set(['name', 'plugin', 'technique', 'k', 'm', 'crush-failure-domain', 'crush-root', 'crush-device-class']);

export function profileItem(profile: RawProfile) {
	const text = (key: string) => (typeof profile[key] === 'string' && profile[key] !== '' ? profile[key] : null);
	return {
		profile: profile.name,
		k: profile.k ?? null,
		m: profile.m ?? null,
		plugin: profile.plugin,
		technique: profile.technique ?? null,
		failureDomain: text('crush-failure-domain'),
		root: text('crush-root'),
		deviceClass: text('crush-device-class'),
		parameters: Object.fromEntries(Object.entries(profile).filter(([key]) => !COMMON.has(key))),
	};
}
