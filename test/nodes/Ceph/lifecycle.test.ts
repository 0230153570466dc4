import type { LifecycleRule } from '@aws-sdk/client-s3';

import { comparable } from '../../../nodes/Ceph/actions/bucket/lifecycle-form.ts';
import { checkRules, fromJson } from '../../../nodes/Ceph/actions/bucket/lifecycle-rules.ts';
import { fromRows } from '../../../nodes/Ceph/actions/bucket/lifecycle-table.ts';

const ROW = { name: '', prefix: '', expireAfter: 0, expireEarlierAfter: 0, abortUploadsAfter: 0, enabled: true };
const read = (json: unknown, zone = 'Asia/Tokyo') => fromJson(json, 'Rules (JSON)', zone);
const RULE = { Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 30 } };

describe('rules of a life cycle', () => {
	it('are made of rows', () => {
		expect(fromRows([{ ...ROW, name: 'logs', prefix: 'logs/', expireAfter: 30 }, { ...ROW, expireEarlierAfter: 7, abortUploadsAfter: 1, enabled: false }])).toEqual([
			{ ID: 'logs', Filter: { Prefix: 'logs/' }, Status: 'Enabled', Expiration: { Days: 30 } },
			{ Filter: { Prefix: '' }, Status: 'Disabled', NoncurrentVersionExpiration: { NoncurrentDays: 7 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
		]);
		expect(() => fromRows([{ ...ROW, prefix: 'x/' }])).toThrow('Rules: the rule for prefix "x/" does nothing');
		const twice = fromRows([{ ...ROW, name: 'a', expireAfter: 1 }, { ...ROW, name: 'a', prefix: 'b', expireAfter: 1 }]);
		expect(() => checkRules(twice, 'Rules')).toThrow('Rules: [1].ID is "a", which another rule has too');
	});

	it('are made of JSON with or without its frame', () => {
		expect(read([RULE])).toEqual([RULE]);
		expect(read({ Rules: [RULE] })).toEqual([RULE]);
		expect(read([])).toEqual([]);
	});

	it('have their days in UTC, and times in the zone of the workflow', () => {
		const dated = (Date: unknown) => read([{ ...RULE, Expiration: { Date } }])[0]?.Expiration?.Date;
		const midnight = new Date('2030-01-01T00:00:00Z');
		for (const way of ['2030-01-01', '2030-01-01T00:00:00Z', '2030-01-01T00:00:00.000Z', '2030-01-01T09:00:00', '2029-12-31T19:00:00-05:00', midnight]) expect(dated(way)).toEqual(midnight);
		expect(() => dated('2030-01-01T00:00:00')).toThrow('Rules (JSON): [0].Expiration.Date is 2029-12-31T15:00:00.000Z');
		expect(() => dated('next year')).toThrow('Rules (JSON): [0].Expiration.Date: got "next year"');
		expect(() => dated(7)).toThrow('Rules (JSON): [0].Expiration.Date got 7');
	});

	it.each<[string, unknown, string]>([
		['a name written otherwise', [{ ...RULE, Filter: { prefix: 'logs/' } }], '[0].Filter cannot have "prefix"'],
		['a text for a filter', [{ ...RULE, Filter: 'logs/' }], '[0].Filter got "logs/"'],
		['a list for a filter', [{ ...RULE, Filter: [] }], '[0].Filter got []'],
		['null', [{ ...RULE, Filter: null }], '[0].Filter got null'],
		['a name of the XML', [{ ...RULE, Transition: [{ Days: 1, StorageClass: 'COLD' }] }], '[0] cannot have "Transition"'],
		['one where a list belongs', [{ ...RULE, Transitions: { Days: 1, StorageClass: 'COLD' } }], '[0].Transitions got {"Days":1,"StorageClass":"COLD"}'],
		['no status', [{ Filter: {}, Expiration: { Days: 1 } }], '[0].Status is missing'],
		['a status of its own', [{ ...RULE, Status: 'enabled' }], '[0].Status is "enabled"'],
		['no filter', [{ Status: 'Enabled', Expiration: { Days: 1 } }], '[0] must say which objects it is for'],
		['two filters', [{ ...RULE, Prefix: 'x' }], '[0] must say which objects it is for, and say it once'],
		['conditions beside And', [{ ...RULE, Filter: { Prefix: 'x', And: { Tags: [{ Key: 'a', Value: 'b' }] } } }], '[0].Filter has "Prefix" beside "And"'],
		['And without conditions', [{ ...RULE, Filter: { And: {} } }], '[0].Filter.And has no conditions'],
		['a tag without a value', [{ ...RULE, Filter: { Tag: { Key: 'a' } } }], '[0].Filter.Tag.Value is missing'],
		['a number for a text', [{ ...RULE, Filter: { Tag: { Key: 'a', Value: 5 } } }], '[0].Filter.Tag.Value got 5'],
		['no deed', [{ Status: 'Enabled', Filter: {} }], '[0] does nothing'],
		['an empty deed', [{ Status: 'Enabled', Filter: {}, Transitions: [] }], '[0] does nothing'],
		['no days', [{ ...RULE, Expiration: { Days: 0 } }], '[0].Expiration.Days is 0'],
		['half days', [{ ...RULE, Expiration: { Days: 1.5 } }], '[0].Expiration.Days got 1.5'],
		['days in words', [{ ...RULE, Expiration: { Days: 'ten' } }], '[0].Expiration.Days got "ten"'],
		['two times', [{ ...RULE, Expiration: { Days: 1, Date: '2030-01-01' } }], '[0].Expiration says more than once when'],
		['no time', [{ ...RULE, Expiration: {} }], '[0].Expiration does not say when'],
		['a marker that stays', [{ ...RULE, Expiration: { ExpiredObjectDeleteMarker: false } }], '[0].Expiration does nothing'],
		['versions without days', [{ ...RULE, NoncurrentVersionExpiration: { NewerNoncurrentVersions: 3 } }], '[0].NoncurrentVersionExpiration.NoncurrentDays is missing'],
		['a class that is missing', [{ ...RULE, Transitions: [{ Days: 1 }] }], '[0].Transitions[0].StorageClass is missing'],
		['what the gateway overlooks', [{ ...RULE, NoncurrentVersionTransitions: [{ NoncurrentDays: 1, StorageClass: 'COLD', NewerNoncurrentVersions: 2 }] }], '[0].NoncurrentVersionTransitions[0].NewerNoncurrentVersions is not heeded'],
		['a delete marker beside tags', [{ ...RULE, Filter: { Prefix: 'p/', Tag: { Key: 'spam', Value: '*' } }, Expiration: { ExpiredObjectDeleteMarker: true } }], '[0].Expiration.ExpiredObjectDeleteMarker does not go with tags'],
		['uploads beside tags', [{ ...RULE, Filter: { And: { Tags: [{ Key: 'a', Value: 'b' }] } }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }], '[0].AbortIncompleteMultipartUpload does not go with tags'],
		['days beside dates', [{ ...RULE, Transitions: [{ Date: '2030-01-01', StorageClass: 'COLD' }] }], '[0] has both days and dates'],
		['the same class twice', [{ ...RULE, Transitions: [{ Days: 1, StorageClass: 'COLD' }, { Days: 2, StorageClass: 'COLD' }] }], '[0].Transitions[1].StorageClass is there twice'],
		['the same name twice', [{ ...RULE, ID: 'a' }, { ...RULE, ID: 'a' }], '[1].ID is "a", which another rule has too'],
		['a name that is too long', [{ ...RULE, ID: 'a'.repeat(256) }], '[0].ID is too long'],
		['sizes that leave no room', [{ ...RULE, Filter: { And: { ObjectSizeGreaterThan: 5, ObjectSizeLessThan: 5 } } }], '[0].Filter has no room'],
		['control characters', [{ ...RULE, Filter: { Prefix: 'a\u0001' } }], '[0].Filter.Prefix got "a\\u0001"'],
		['a frame of its own', { rules: [RULE] }, 'this is no list, and has none under "Rules"'],
		['a frame with more in it', { Rules: [RULE], Rule: [] }, 'this cannot have "Rule"'],
		['no rules in the frame', {}, 'this is no list, and has none under "Rules"'],
		['a text', 'x', 'got "x"'],
		['nothing', undefined, 'got nothing'],
		['texts', ['x'], '[0] got "x"'],
	])('with %s are refused', (_what, json, problem) => {
		expect(() => read(json)).toThrow(`Rules (JSON): ${problem}`);
	});

	it('name what is allowed', () => {
		expect(() => read([{ ...RULE, Filter: { prefix: '' } }])).toThrow(expect.objectContaining({ allowed: 'And, ObjectSizeGreaterThan, ObjectSizeLessThan, Prefix, Tag' }) as Error);
	});

	it('take numbers that an expression gave as text', () => {
		expect(read([{ ...RULE, Expiration: { Days: '3' } }])).toEqual([{ ...RULE, Expiration: { Days: 3 } }]);
		expect(read([{ ...RULE, Expiration: { ExpiredObjectDeleteMarker: 'true' } }])).toEqual([{ ...RULE, Expiration: { ExpiredObjectDeleteMarker: true } }]);
	});
});

describe('two life cycles', () => {
	const rule = (more: object): LifecycleRule => ({ Status: 'Enabled', Expiration: { Days: 1 }, ...more });
	const [a, b] = [
		{ Key: 'a', Value: '1' },
		{ Key: 'b', Value: '2' },
	];
	it.each<[string, LifecycleRule[], LifecycleRule[]]>([
		['names', [rule({ ID: 'a', Prefix: 'x' })], [rule({ ID: 'b', Filter: { Prefix: 'x' } })]],
		['the order of rules', [rule({ Prefix: 'x' }), rule({ Prefix: 'y' })], [rule({ Prefix: 'y' }), rule({ Prefix: 'x' })]],
		['the order of tags', [rule({ Filter: { And: { Tags: [b, a] } } })], [rule({ Filter: { And: { Tags: [a, b] } } })]],
		['And where nothing is to be joined', [rule({ Filter: { And: { Prefix: '', Tags: [a] } } })], [rule({ Filter: { Tag: a } })]],
		['a prefix beside a tag', [rule({ Filter: { Prefix: 'x', Tag: a } })], [rule({ Filter: { And: { Prefix: 'x', Tags: [a] } } })]],
		['no condition', [rule({ Filter: {} })], [rule({ Prefix: '' })]],
		['the order of transitions', [rule({ Prefix: '', Transitions: [{ Days: 1, StorageClass: 'GLACIER' }, { Days: 9, StorageClass: 'DEEP_ARCHIVE' }] })], [rule({ Prefix: '', Transitions: [{ StorageClass: 'DEEP_ARCHIVE', Days: 9 }, { StorageClass: 'GLACIER', Days: 1 }] })]],
		['an empty list', [rule({ Prefix: '', Transitions: [] })], [rule({ Prefix: '' })]],
	])('are the same whatever %s', (_what, one, other) => {
		expect(comparable(one)).toEqual(comparable(other));
	});

	it('are shown in the words of S3', () => {
		expect(comparable([rule({ ID: 'a', Filter: { And: { Prefix: 'x', Tags: [b, a] } } }), rule({ Filter: {}, Transitions: [{ Date: new Date('2030-01-01'), StorageClass: 'GLACIER' }] })])).toEqual([
			{ Expiration: { Days: 1 }, Filter: { Prefix: 'x', Tags: [a, b] }, Status: 'Enabled' },
			{ Expiration: { Days: 1 }, Filter: {}, Status: 'Enabled', Transitions: [{ Date: '2030-01-01T00:00:00.000Z', StorageClass: 'GLACIER' }] },
		]);
	});

	it.each<[string, object, object]>([
		['days', { Prefix: '' }, { Prefix: '', Expiration: { Days: 2 } }],
		['a date', { Prefix: '', Transitions: [{ Date: new Date('2030-01-01'), StorageClass: 'COLD' }] }, { Prefix: '', Transitions: [{ Date: new Date('2030-01-02'), StorageClass: 'COLD' }] }],
		['a prefix', { Prefix: 'a' }, { Prefix: 'b' }],
		['a tag', { Filter: { Tag: a } }, { Filter: { Tag: b } }],
		['a size', { Filter: { Prefix: 'a', ObjectSizeGreaterThan: 5 } }, { Filter: { Prefix: 'a' } }],
		['a status', { Prefix: '' }, { Prefix: '', Status: 'Disabled' }],
	])('differ by %s', (_what, one, other) => {
		expect(comparable([rule(one)])).not.toEqual(comparable([rule(other)]));
	});
});
