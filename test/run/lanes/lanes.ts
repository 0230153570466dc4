/** Which tests a lane has, by their paths below test/contract. */
interface LaneRule {
	name: string;
	files: RegExp;
	/** Lanes that must be through before this one begins, because its faults reach into them. */
	after?: RegExp;
}

/**
 * Contract tests that disturb one another run one after another, in a lane; lanes run side by side. There is one for each
 * system, and some for Ceph: what the gateway does with buckets and objects, what it does for users and triggers, what
 * the Dashboard does with block images, with pools, and what else it does. The first that fits a file has it; Ceph's stand
 * first, because some of its own wait for the others.
 */
const lanes: readonly LaneRule[] = [
	// Objects, users and triggers stand on one gateway, and so does what n8n does with it; all of Ceph on one OSD.
	{ name: 'ceph: faults of the gateway', files: /^ceph\/gateway-faults/, after: /^(ceph: (buckets|users)|n8n$)/ },
	// Whether an OSD may be destroyed nobody can say while pools come and go; and the Dashboard lists no tasks for anybody
	// while the manager remembers the clone of a subvolume.
	{ name: 'ceph: OSDs, and faults of the manager', files: /^ceph\/(manager-faults|osd|subvolume)/, after: /^(ceph: (?!OSDs)|n8n$)/ },
	{ name: 'ceph: buckets and objects', files: /^ceph\/(bucket|large-objects|listing|object)/ },
	{ name: 'ceph: users and triggers', files: /^ceph\/(trigger|user)/ },
	{ name: 'ceph: block images', files: /^ceph\/(image|namespace|snapshot|trash)/ },
	{ name: 'ceph: pools', files: /^ceph\/(crush|erasure|pool)/ },
	{ name: 'ceph: files and the cluster', files: /^ceph\// },
	{ name: 'netbox', files: /^netbox\// },
	// The CID of a type is judged by Kubo.
	{ name: 'ipfs', files: /^(ipfs|information-type)\// },
	{ name: 'event store: as recorded', files: /^eventstore-server\/recorded-insecure/ },
	{ name: 'event store: as recorded over TLS', files: /^eventstore-server\/recorded-tls/ },
	// Servers that the tests start themselves meet no fault of the stack's.
	{ name: 'event store: servers of the tests', files: /^(process\/(?!in-n8n)|event-store\/(client-certificate|odd-inputs|persistent|projection|trigger-(?!in-n8n)|user))/ },
	{ name: 'event store', files: /^(event-store|process)\// },
	{ name: 'embedded event store', files: /^eventstore-server\// },
	{ name: 'authentik', files: /^(authentik-gate|authentik-server)\// },
	{ name: 'n8n', files: /^n8n\// },
	{ name: 'composed processes', files: /^compose\// },
];

/** Test files, with what must have ended before they begin. */
export interface Lane<T> {
	name: string;
	tests: T[];
	/** Names of other lanes; empty for one that can begin at once. */
	after: string[];
}

/**
 * Sorts tests into lanes, the order within each kept; those that can begin at once stand first.
 *
 * @param pathOf gives a test's path below test/contract, with forward slashes
 * @throws Error when no lane takes a test
 */
export function toLanes<T>(tests: readonly T[], pathOf: (test: T) => string): Lane<T>[] {
	const stray = tests.find((test) => ruleOf(pathOf(test)) === undefined);
	if (stray !== undefined) throw new Error(`No lane in test/run/lanes/lanes.ts takes test/contract/${pathOf(stray)}.`);
	const found = lanes.map((rule) => ({
		name: rule.name,
		tests: tests.filter((test) => ruleOf(pathOf(test)) === rule),
		after: lanes.filter(({ name }) => rule.after?.test(name)).map(({ name }) => name),
	}));
	return found.filter((lane) => lane.tests.length > 0).sort((a, b) => a.after.length - b.after.length);
}

function ruleOf(path: string): LaneRule | undefined {
	return lanes.find(({ files }) => files.test(path));
}
