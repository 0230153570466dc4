import fc from 'fast-check';

import { InvalidField } from '../../../../nodes/shared/errors.ts';
import { pushEndpoint } from '../../../../nodes/Ceph/trigger/endpoint.ts';
import { triggerName } from '../../../../nodes/Ceph/trigger/identity.ts';
import { checkKeyPattern } from '../../../../nodes/Ceph/trigger/key-pattern.ts';
import { fingerprint, toSettings, type TriggerFields } from '../../../../nodes/Ceph/trigger/settings.ts';

const WEBHOOK = 'http://127.0.0.1:5678/webhook/abc/bucket-events';
const ADDRESSES = { webhookUrl: WEBHOOK, gateway: 'http://127.0.0.1:7480' };
const FIELDS: TriggerFields = {
	bucket: 'documents',
	events: ['s3:ObjectCreated:*'],
	prefix: '',
	suffix: '',
	pattern: '',
	persistent: true,
	ignoreDuplicates: true,
	options: {},
};

describe('the settings of a trigger', () => {
	it('are few when the fields are as they come', () => {
		expect(toSettings(FIELDS, ADDRESSES)).toEqual({
			bucket: 'documents',
			events: ['s3:ObjectCreated:*'],
			filter: { key: { prefix: '', suffix: '', regex: '' }, metadata: [], tags: [] },
			endpoint: WEBHOOK,
			persistent: true,
			delivery: { 'verify-ssl': 'true' },
		});
	});

	it("put fields into the gateway's words", () => {
		const settings = toSettings(
			{
				...FIELDS,
				events: ['s3:ObjectRemoved:*', 's3:ObjectCreated:*', 's3:ObjectRemoved:*'],
				prefix: 'in/',
				suffix: '.pdf',
				pattern: 'in/[0-9]+\\.pdf',
				options: {
					webhookBaseUrl: 'https://n8n.internal:8443/',
					allowUnauthorizedCerts: true,
					attempts: 7,
					attemptPause: 30,
					keepFor: 3600,
					metadata: [{ name: 'Tenant', value: 'Ä' }],
					tags: [{ name: 'kind', value: 'report' }],
				},
			},
			ADDRESSES,
		);
		expect(settings).toEqual({
			bucket: 'documents',
			events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'],
			filter: {
				key: { prefix: 'in/', suffix: '.pdf', regex: 'in/[0-9]+\\.pdf' },
				metadata: [{ name: 'x-amz-meta-tenant', value: '=?UTF-8?B?w4Q=?=' }],
				tags: [{ name: 'kind', value: 'report' }],
			},
			endpoint: 'https://n8n.internal:8443/webhook/abc/bucket-events',
			persistent: true,
			delivery: { 'verify-ssl': 'false', max_retries: '7', retry_sleep_duration: '30', time_to_live: '3600' },
		});
	});

	it('leave out what is for kept events alone', () => {
		expect(toSettings({ ...FIELDS, persistent: false, options: { attempts: 7, keepFor: 1 } }, ADDRESSES).delivery).toEqual({ 'verify-ssl': 'true' });
	});

	it.each([{ prefix: 'a\u0001' }, { suffix: '\ud800' }, { options: { tags: [{ name: '\u0000', value: '' }] } }])('refuse what XML cannot write: %j', (change) => {
		expect(() => toSettings({ ...FIELDS, ...change }, ADDRESSES)).toThrow(InvalidField);
	});

	it('have a fingerprint that changes with each of them', () => {
		const changes: Partial<TriggerFields>[] = [{}, { bucket: 'x' }, { events: [] }, { prefix: 'x' }, { suffix: 'x' }, { pattern: 'x' }, { persistent: false }, { options: { keepFor: 1 } }, { options: { tags: [{ name: 'x', value: '' }] } }];
		const prints = changes.map((change) => fingerprint(toSettings({ ...FIELDS, ...change }, ADDRESSES)));
		expect(new Set(prints).size).toBe(changes.length);
		expect(fingerprint(toSettings({ ...FIELDS }, ADDRESSES))).toBe(prints[0]);
	});
});

describe('the endpoint', () => {
	it.each([
		['', WEBHOOK],
		['  ', WEBHOOK],
		['http://n8n:5678', 'http://n8n:5678/webhook/abc/bucket-events'],
		['https://n8n.example.com/', 'https://n8n.example.com/webhook/abc/bucket-events'],
		['http://[fd00::1]:5678', 'http://[fd00::1]:5678/webhook/abc/bucket-events'],
	])('for the address %j is %s', (address, endpoint) => {
		expect(pushEndpoint({ ...ADDRESSES, webhookBaseUrl: address })).toBe(endpoint);
	});

	it.each(['n8n:5678', 'n8n', 'ftp://n8n', 'http://n8n/path', 'http://n8n?x=1', 'http://n8n#x', 'http://user:pass@n8n', 'http://'])('is refused for %s, without repeating it', (address) => {
		expect(() => pushEndpoint({ ...ADDRESSES, webhookBaseUrl: address })).toThrow(new InvalidField('Webhook Base URL', 'this is no address of n8n'));
	});
});

describe('the way to n8n', () => {
	const elsewhere = { webhookUrl: WEBHOOK, gateway: 'https://rgw.example.com' };

	it.each(['http://127.0.0.1:5678/w', 'http://localhost:5678/w', 'http://n8n.localhost/w', 'http://[::1]:5678/w', 'http://0.0.0.0:5678/w'])(
		'is none for a gateway elsewhere when the webhooks are at %s',
		(webhookUrl) => {
			expect(() => pushEndpoint({ ...elsewhere, webhookUrl })).toThrow(/^Webhook Base URL: n8n's webhooks are at .*, where the gateway would look for them on its own machine$/);
			expect(pushEndpoint({ webhookUrl, gateway: 'http://localhost:7480' })).toBe(webhookUrl);
		},
	);

	it('is the one that is given, first in the node and then in the credential', () => {
		expect(pushEndpoint({ ...elsewhere, webhookBaseUrl: 'http://127.0.0.1:15678' })).toBe('http://127.0.0.1:15678/webhook/abc/bucket-events');
		const ofCredential = { ...elsewhere, webhookBaseUrl: 'http://n8n:5678' };
		expect(toSettings(FIELDS, ofCredential).endpoint).toBe('http://n8n:5678/webhook/abc/bucket-events');
		expect(toSettings({ ...FIELDS, options: { webhookBaseUrl: 'http://own:1' } }, ofCredential).endpoint).toBe('http://own:1/webhook/abc/bucket-events');
	});
});

describe('a regular expression for keys', () => {
	it.each(['.*', '[0-9]{4}/.*\\.pdf', '(a|b)+?', '(?:a)(?=b)', '(?!x).*', '\\d+\\/\\w*', 'a\\\\p', '[^/]+', '\\x41', '(a)\\1'])('may be %s', (pattern) => {
		expect(() => checkKeyPattern(pattern)).not.toThrow();
	});

	it.each(['(', '[', '*', 'a**', 'a{2,1}', '{', '[z-a]', '\\', '\\q', '(?<=a)b', '(?<name>a)', '\\p{L}', '\\k<a>', '\\u{61}', '\\u0061', '\\xe4', 'ä', '(?i:a)', '[[:alpha:]]'])('cannot be %s', (pattern) => {
		expect(() => checkKeyPattern(pattern)).toThrow(InvalidField);
	});
});

describe('the name of a trigger', () => {
	const identity = { instanceId: 'i', workflowId: 'w', nodeId: 'n', isTest: false };

	it('is always the same, and says which workflow it is of', () => {
		expect(triggerName({ ...identity })).toBe(triggerName(identity));
		expect(triggerName(identity)).toMatch(/^n8n-w-/);
		expect(triggerName({ ...identity, isTest: true })).toMatch(/^n8n-test-w-/);
	});

	it.each([{ instanceId: 'j' }, { workflowId: 'x' }, { nodeId: 'm' }, { isTest: true }])('is another one for %j', (other) => {
		expect(triggerName({ ...identity, ...other })).not.toBe(triggerName(identity));
	});

	it('is one that a topic may have', () => {
		fc.assert(fc.property(fc.string(), (workflowId) => /^[A-Za-z0-9_-]{1,256}$/.test(triggerName({ ...identity, workflowId }))));
	});
});
