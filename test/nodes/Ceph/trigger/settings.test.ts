import fc from 'fast-check';

import { InvalidField } from '../../../../nodes/shared/errors.ts';
import { pushEndpoint } from '../../../../nodes/Ceph/trigger/endpoint.ts';
import { triggerName } from '../../../../nodes/Ceph/trigger/identity.ts';
import { checkKeyPattern } from '../../../../nodes/Ceph/trigger/key-pattern.ts';
import { fingerprint, toSettings, type TriggerFields } from '../../../../nodes/Ceph/trigger/settings.ts';

const WEBHOOK = 'http://127.0.0.1:5678/webhook/abc/bucket-events';
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
		expect(toSettings(FIELDS, WEBHOOK)).toEqual({
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
			WEBHOOK,
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
		expect(toSettings({ ...FIELDS, persistent: false, options: { attempts: 7, keepFor: 1 } }, WEBHOOK).delivery).toEqual({ 'verify-ssl': 'true' });
	});

	it.each([{ prefix: 'a\u0001' }, { suffix: '\ud800' }, { options: { tags: [{ name: '\u0000', value: '' }] } }])('refuse what XML cannot write: %j', (change) => {
		expect(() => toSettings({ ...FIELDS, ...change }, WEBHOOK)).toThrow(InvalidField);
	});

	it('have a fingerprint that changes with each of them', () => {
		const changes: Partial<TriggerFields>[] = [{}, { bucket: 'x' }, { events: [] }, { prefix: 'x' }, { suffix: 'x' }, { pattern: 'x' }, { persistent: false }, { options: { keepFor: 1 } }, { options: { tags: [{ name: 'x', value: '' }] } }];
		const prints = changes.map((change) => fingerprint(toSettings({ ...FIELDS, ...change }, WEBHOOK)));
		expect(new Set(prints).size).toBe(changes.length);
		expect(fingerprint(toSettings({ ...FIELDS }, WEBHOOK))).toBe(prints[0]);
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
		expect(pushEndpoint(WEBHOOK, address)).toBe(endpoint);
	});

	it.each(['n8n:5678', 'n8n', 'ftp://n8n', 'http://n8n/path', 'http://n8n?x=1', 'http://n8n#x', 'http://user:pass@n8n', 'http://'])('is refused for %s, without repeating it', (address) => {
		expect(() => pushEndpoint(WEBHOOK, address)).toThrow(new InvalidField('Webhook Base URL', 'this is no address of n8n'));
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
