import { shortVersion } from '../../dashboard/version.ts';

/** A host as `api/host` lists it. */
export interface Host {
	hostname: string;
	addr?: string;
	labels?: string[];
	status?: string;
	ceph_version?: string;
	services?: { type: string; id: string }[];
	service_instances?: { type: string; count: number }[];
	sources?: { ceph?: boolean; orchestrator?: boolean };
}

/** A device as `api/host/{hostname}/devices` lists it. */
export interface Device {
	devid: string;
	location?: { host: string; dev: string; path?: string }[];
	daemons?: string[];
	life_expectancy_min?: string;
	life_expectancy_max?: string;
	wear_level?: number;
}

/** Without an orchestrator the manager knows daemons by name, with one the orchestrator counts them. */
export function hostOf({ hostname, addr, labels = [], status, ceph_version, services = [], service_instances = [], sources }: Host) {
	return {
		hostname,
		address: addr || null,
		labels,
		status: status || null,
		version: shortVersion(ceph_version) ?? null,
		orchestrated: sources?.orchestrator ?? false,
		daemons: services.map(({ type, id }) => `${type}.${id}`),
		daemonCounts: service_instances.length > 0 ? Object.fromEntries(service_instances.map(({ type, count }) => [type, count])) : counted(services),
	};
}

/** Older releases do not count. */
function counted(services: readonly { type: string }[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { type } of services) counts[type] = (counts[type] ?? 0) + 1;
	return counts;
}

export function deviceOf(hostname: string, { devid, location = [], daemons = [], life_expectancy_min, life_expectancy_max, wear_level }: Device) {
	const here = location.filter(({ host }) => host === hostname);
	return {
		hostname,
		deviceId: devid,
		devices: here.map(({ dev }) => dev),
		paths: here.map(({ path }) => path).filter((path) => path !== undefined),
		daemons,
		lifeExpectancyFrom: life_expectancy_min || undefined,
		lifeExpectancyTo: life_expectancy_max || undefined,
		wearLevel: wear_level,
	};
}
