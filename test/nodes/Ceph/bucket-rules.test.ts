import { fromRows as corsRules } from '../../../nodes/Ceph/actions/bucket/cors.ts';
import { comparable, fromJson, fromRows } from '../../../nodes/Ceph/actions/bucket/lifecycle.ts';
import { listOf } from '../../../nodes/Ceph/actions/bucket/list-of.ts';

const ROW = { name: '', prefix: '', expireAfter: 0, expireEarlierAfter: 0, abortUploadsAfter: 0, enabled: true };

describe('rules of a life cycle', () => {
	it('are made of rows', () => {
		expect(fromRows([{ ...ROW, name: 'logs', prefix: 'logs/', expireAfter: 30 }, { ...ROW, expireEarlierAfter: 7, abortUploadsAfter: 1, enabled: false }])).toEqual([
			{ ID: 'logs', Filter: { Prefix: 'logs/' }, Status: 'Enabled', Expiration: { Days: 30 } },
			{ Filter: { Prefix: '' }, Status: 'Disabled', NoncurrentVersionExpiration: { NoncurrentDays: 7 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
		]);
		expect(() => fromRows([{ ...ROW, prefix: 'x/' }])).toThrow('Rules: the rule for prefix "x/" does nothing');
	});

	it('are made of JSON with or without its frame, with dates', () => {
		const rules = [{ Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Date: '2030-01-01T00:00:00Z' } }];
		const read = [{ Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Date: new Date('2030-01-01') } }];
		expect(fromJson(rules, 'Rules')).toEqual(read);
		expect(fromJson({ Rules: rules }, 'Rules')).toEqual(read);
		for (const none of [undefined, {}, 'x', ['x'], { rules }]) expect(() => fromJson(none, 'Rules')).toThrow('Rules: this is no list of rules');
	});

	it('are the same however S3 writes them', () => {
		const [one, other] = [
			[{ ID: 'a', Status: 'Enabled' as const, Prefix: 'x/', Expiration: { Days: 1 } }, { Status: 'Enabled' as const, Filter: { Prefix: '' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
			[{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' as const }, { Expiration: { Days: 1 }, Filter: { Prefix: 'x/' }, Status: 'Enabled' as const, ID: 'b' }],
		];
		expect(comparable(one)).toEqual(comparable(other));
		expect(comparable(one)).not.toEqual(comparable([{ ...one[0]!, Expiration: { Days: 2 } }, one[1]!]));
	});
});

describe('rules for pages in browsers', () => {
	it('are made of rows', () => {
		expect(corsRules([{ origins: 'https://a.example, https://b.example', methods: ['GET'], headers: '', exposed: 'ETag', maxAge: 60 }])).toEqual([
			{ AllowedOrigins: ['https://a.example', 'https://b.example'], AllowedMethods: ['GET'], ExposeHeaders: ['ETag'], MaxAgeSeconds: 60 },
		]);
	});

	it('are lists of objects', () => {
		expect(listOf([{ a: 1 }], 'CORSRules', 'Rules')).toEqual([{ a: 1 }]);
		expect(listOf({ CORSRules: [] }, 'CORSRules', 'Rules')).toEqual([]);
	});
});
