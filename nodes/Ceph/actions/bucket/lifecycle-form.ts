import type { LifecycleRule, LifecycleRuleFilter } from '@aws-sdk/client-s3';

/**
 * Rules in the form in which two can be compared. S3 has more than one way to say the same, and the gateway gives back
 * another than it was given: it names rules that have no name, writes `Prefix` for a filter without conditions, `And` where
 * there are several, orders tags by their names, and keeps no order of rules.
 */
export function comparable(rules: readonly LifecycleRule[]): unknown {
	// As JSON, where dates are text.
	const plain = (JSON.parse(JSON.stringify(rules)) as LifecycleRule[]).map(({ ID: _name, Prefix = '', Filter, Transitions, NoncurrentVersionTransitions, ...rule }) => ({
		...rule,
		Filter: conditions(Filter ?? { Prefix }),
		Transitions: orNone(Transitions),
		NoncurrentVersionTransitions: orNone(NoncurrentVersionTransitions),
	}));
	// And again, so that what is not there is left out.
	return inOrder(JSON.parse(JSON.stringify(plain)) as unknown[]);
}

/** Which objects a rule is for; a prefix without letters is no condition. */
function conditions({ And, Tag, ...alone }: LifecycleRuleFilter) {
	const { Prefix, Tags = Tag && [Tag], ObjectSizeGreaterThan, ObjectSizeLessThan } = And ?? { ...alone };
	return { Prefix: Prefix || undefined, Tags: orNone(Tags), ObjectSizeGreaterThan, ObjectSizeLessThan };
}

function orNone(entries: readonly unknown[] = []): unknown[] | undefined {
	return entries.length === 0 ? undefined : inOrder(entries);
}

function inOrder(entries: readonly unknown[]): unknown[] {
	return entries.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.toSorted(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, entry]) => [key, sorted(entry)]),
	);
}
