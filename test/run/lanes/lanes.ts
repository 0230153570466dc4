/**
 * Contract tests that disturb one another run one after another, in a lane; lanes run side by side. There is one for each
 * system, and two for Ceph: what the gateway answers for, and what the Dashboard does (block images, file systems, pools).
 */

/** Below test/contract: which folders, and which files of them, a lane has. The first that fits counts. */
const lanes: readonly { name: string; files: RegExp }[] = [
	{ name: 'ceph: objects', files: /^ceph\/(bucket|gateway|large-objects|listing|object|trigger|user)/ },
	{ name: 'ceph: block and files', files: /^ceph\// },
	{ name: 'event store', files: /^(event-store|eventstore-server)\// },
	// The CID of a type is judged by Kubo.
	{ name: 'ipfs', files: /^(ipfs|information-type)\// },
	{ name: 'netbox', files: /^netbox\// },
	{ name: 'authentik', files: /^(authentik-gate|authentik-server)\// },
	{ name: 'n8n', files: /^n8n\// },
];

/** Files whose faults reach into other lanes too: they run when those lanes are through. */
const everywhere: readonly { files: RegExp; lanes: RegExp }[] = [
	// Both of Ceph's lanes stand on the one OSD.
	{ files: /^ceph\/osd-faults/, lanes: /^ceph: / },
];

/** Test files with what must have ended before they begin. */
export interface Lane<T> {
	name: string;
	tests: T[];
	/** Names of other lanes; empty for one that can begin at once. */
	after: string[];
}

/**
 * Sorts tests into lanes, the order within each kept.
 *
 * @param pathOf gives a test's path below test/contract, with forward slashes
 * @throws Error when no lane takes a test
 */
export function toLanes<T>(tests: readonly T[], pathOf: (test: T) => string): Lane<T>[] {
	const found = new Map<string, Lane<T>>();
	for (const test of tests) {
		const path = pathOf(test);
		const far = everywhere.find(({ files }) => files.test(path));
		const name = far ? path : lanes.find(({ files }) => files.test(path))?.name;
		if (name === undefined) throw new Error(`No lane in test/run/lanes/lanes.ts takes test/contract/${path}.`);
		const after = far ? lanes.filter((lane) => far.lanes.test(lane.name)).map((lane) => lane.name) : [];
		const lane = found.get(name) ?? { name, tests: [], after };
		lane.tests.push(test);
		found.set(name, lane);
	}
	// Those that begin at once first, in the order of the table: the longest are at its top.
	const place = ({ name }: Lane<T>) => lanes.findIndex((lane) => lane.name === name);
	return [...found.values()].sort((a, b) => a.after.length - b.after.length || place(a) - place(b));
}
