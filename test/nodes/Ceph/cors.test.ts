import { corsFromJson } from '../../../nodes/Ceph/actions/bucket/cors-rules.ts';
import { fromRows } from '../../../nodes/Ceph/actions/bucket/cors-table.ts';

const RULE = { AllowedOrigins: ['https://a.example'], AllowedMethods: ['GET'] };
const read = (json: unknown) => corsFromJson(json, 'Rules (JSON)', 'UTC');

describe('rules for pages in browsers', () => {
	it('are made of rows', () => {
		expect(fromRows([{ origins: 'https://a.example, https://b.example', methods: ['GET'], headers: '', exposed: 'ETag', maxAge: 60 }])).toEqual([
			{ AllowedOrigins: ['https://a.example', 'https://b.example'], AllowedMethods: ['GET'], ExposeHeaders: ['ETag'], MaxAgeSeconds: 60 },
		]);
	});

	it('are made of JSON with or without its frame', () => {
		expect(read([RULE])).toEqual([RULE]);
		expect(read({ CORSRules: [] })).toEqual([]);
	});

	it.each<[string, unknown, string]>([
		['a name written otherwise', [{ ...RULE, ExposedHeaders: ['ETag'] }], '[0] cannot have "ExposedHeaders"'],
		['a text where a list belongs', [{ ...RULE, AllowedOrigins: 'https://a.example' }], '[0].AllowedOrigins got "https://a.example"'],
		['no origins', [{ AllowedMethods: ['GET'] }], '[0].AllowedOrigins is missing'],
		['an empty list', [{ ...RULE, AllowedMethods: [] }], '[0].AllowedMethods is empty'],
		['a method that is none', [{ ...RULE, AllowedMethods: ['GET', 'PATCH'] }], '[0].AllowedMethods has "PATCH"'],
		['two stars', [{ ...RULE, AllowedOrigins: ['https://*.*.example'] }], '[0].AllowedOrigins has "https://*.*.example"'],
		['a list in a list', [{ ...RULE, AllowedHeaders: [['a']] }], '[0].AllowedHeaders[0] got ["a"]'],
	])('with %s are refused', (_what, json, problem) => {
		expect(() => read(json)).toThrow(`Rules (JSON): ${problem}`);
	});
});
