import { SystemError } from '../../shared/errors.ts';
import type { Dashboard } from './dashboard.ts';

/** What a cluster runs, for example 20.2.4 of the release "tentacle". */
export interface Release {
	version: string;
	major: number;
	name: string;
}

/** Reads what Ceph says of itself: `ceph version 20.2.4 (5e0c…) tentacle (stable)`. */
export function readRelease(banner: string): Release {
	const [, version = '', name = ''] = /^ceph version (\S+) \(\w+\) (\w+)/.exec(banner) ?? [];
	return { version, major: Number.parseInt(version, 10), name };
}

/**
 * Refuses what the Dashboard of an earlier release cannot do: it would answer only that it met an unexpected condition.
 *
 * @param what as it begins a sentence: "A rule for erasure-coded pools"
 */
export async function needRelease(dashboard: Dashboard, least: number, what: string): Promise<void> {
	const { version } = await dashboard.get<{ version: string }>('api/summary');
	const release = readRelease(version);
	// A version that nobody can read is one of a build of somebody's own: the Dashboard has the last word then.
	if (Number.isNaN(release.major) || release.major >= least) return;
	throw new SystemError({
		message: `${what} needs Ceph ${least}: this cluster runs ${release.version}`,
		description: 'The Dashboard of earlier releases does not offer it.',
		code: 'release',
	});
}
