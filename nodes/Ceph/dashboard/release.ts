import { SystemError } from '../../shared/errors.ts';
import type { Dashboard } from './dashboard.ts';
import { isBroken } from './failure.ts';

/** What a cluster runs, for example 20.2.4 of the release "tentacle". */
export interface Release {
	/** Empty where it is not known. */
	version: string;
	major: number;
	name: string;
}

interface MonitorStatus {
	mon_status: { monmap: { min_mon_release: number; min_mon_release_name: string } };
}

/** Reads what Ceph says of itself: `ceph version 20.2.4 (5e0c…) tentacle (stable)`. */
export function readRelease(banner: string): Release {
	const [, version = '', name = ''] = /^ceph version (\S+) \(\w+\) (\w+)/.exec(banner) ?? [];
	return { version, major: Number.parseInt(version, 10), name };
}

/** Asks what runs. */
export async function releaseOf(dashboard: Dashboard): Promise<Release> {
	try {
		const { version } = await dashboard.get<{ version: string }>('api/summary');
		return readRelease(version);
	} catch (thrown) {
		// The summary has the tasks in it, and breaks with them.
		if (!isBroken(thrown)) throw thrown;
		const { mon_status } = await dashboard.get<MonitorStatus>('api/monitor');
		return { version: '', major: mon_status.monmap.min_mon_release, name: mon_status.monmap.min_mon_release_name };
	}
}

/**
 * Refuses what the Dashboard of an earlier release cannot do: it would answer only that it met an unexpected condition.
 *
 * @param what as it begins a sentence: "A rule for erasure-coded pools"
 */
export async function needRelease(dashboard: Dashboard, least: number, what: string): Promise<void> {
	const release = await releaseOf(dashboard);
	// A version that nobody can read is one of a build of somebody's own: the Dashboard has the last word then.
	if (Number.isNaN(release.major) || release.major >= least) return;
	throw new SystemError({
		message: `${what} needs Ceph ${least}: this cluster runs ${release.version || release.major}`,
		description: 'The Dashboard of earlier releases does not offer it.',
		code: 'release',
	});
}
