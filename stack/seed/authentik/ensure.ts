interface Wanted<Value extends object, Found extends object> {
	/** What it is and its name, for the log. */
	what: string;
	/** What it should be like; members that it does not name are left as they are. */
	value: Value;
	find(): Promise<Found | undefined>;
	create(value: Value): Promise<Found>;
	update(found: Found, changes: Partial<Value>): Promise<Found>;
}

/** Makes an object that is missing, and corrects in one that is there only what differs. */
export async function ensure<Value extends object, Found extends object>(
	wanted: Wanted<Value, Found>,
	log: (line: string) => void,
): Promise<Found> {
	const found = await wanted.find();
	if (!found) {
		log(`creating ${wanted.what}`);
		return wanted.create(wanted.value);
	}
	const changes = differences(wanted.value, found);
	if (Object.keys(changes).length === 0) return found;
	log(`correcting ${Object.keys(changes).join(', ')} of ${wanted.what}`);
	return wanted.update(found, changes);
}

function differences<Value extends object>(wanted: Value, found: object): Partial<Value> {
	const now = new Map<string, unknown>(Object.entries(found));
	const differing = Object.entries(wanted).filter(
		([name, value]) => canonical(value) !== canonical(now.get(name)),
	);
	return Object.fromEntries(differing) as Partial<Value>;
}

/** The same text for values that mean the same: lists of keys, and members, come in whatever order a server likes. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_name, part: unknown) => {
		if (Array.isArray(part)) {
			const items: unknown[] = part;
			return items.every((item) => typeof item === 'string') ? [...items].sort() : items;
		}
		if (typeof part !== 'object' || part === null) return part;
		return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
	});
}
