import { secretIn } from '../../workflows/check/secret.ts';
import { findings } from './small-library.ts';

/** Put together here, so that this file holds nothing that looks like a secret. */
const random = ['kJ8s', 'Qz71', 'vXw0', 'Tn4L', 'bR9e', 'Yp2M'].join('');

describe('what looks like a secret', () => {
	it.each([
		[`nbt_${random.slice(0, 12)}.${random}`, 'a NetBox token'],
		[`AKIA${'ABCDEFGH23456789'}`, 'an access key'],
		[`eyJhbGciOiJ${'x'}.eyJzdWIiOiJ${'y'}.sig`, 'a signed token'],
		[`-----BEGIN RSA ${'PRIVATE'} KEY-----`, 'a private key'],
		[`https://ada:${'lovelace'}@example.org/`, 'an address with a password'],
		[`={{ 'Bearer ${random}' }}`, 'an Authorization header'],
		[random, 'a text that looks random'],
		['0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'a text that looks random'],
	])('%s', (text, what) => {
		expect(secretIn(text)).toBe(what);
	});

	it.each([
		'bde3a02d-983c-52d3-a6a8-dbfbc0189543',
		'bafkreigca6fviuar62ubvuk5itiwblidyjtfrdy7gozst4hf3d4sphzzk4',
		'"Authorization: Bearer $TOKEN" sends a bearer token; Basic authentication does not',
		"={{ $('Shape DocumentPublicationFailed').first().json.expectedRevisionOfTheStream2 }}",
		'=http://{{ $json.user }}:{{ $json.password }}@example.org',
		'reports/2026/summary-of-the-year-2026-for-everybody.pdf',
		'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		'00000000000000000000000000000000',
	])('is none: %s', (text) => {
		expect(secretIn(text)).toBeUndefined();
	});
});

describe('secrets in workflows', () => {
	it('are found anywhere in the parameters, and not repeated', () => {
		const found = findings((_, { Overview: overview, Answer: answer }) => {
			overview!.parameters.content = `### How it works\n### Setup\n${random}`;
			answer!.parameters = { options: { responseHeaders: { entries: [{ name: 'X-Key', value: random }] } } };
		});
		expect(found).toEqual([
			'"Overview": parameter "content" holds a text that looks random (allowed: a credential)',
			'"Answer": parameter "options.responseHeaders.entries[0].value" holds a text that looks random (allowed: a credential)',
		]);
	});

	it('are found by the name of the parameter, unless an expression gives it', () => {
		const found = findings((_, { 'Check the caller': check }) => (check!.parameters.token = 'open sesame'));
		expect(found).toEqual(['"Check the caller": parameter "token" holds a fixed secret (allowed: a credential)']);
	});

	it('are found in headers that prove who calls', () => {
		const found = findings((_, { Answer: answer }) => {
			const given = { name: 'Authorization', value: '={{ $json.token }}' };
			answer!.parameters = { options: { responseHeaders: { entries: [{ name: 'authorization', value: 'me' }, given] } } };
		});
		expect(found).toEqual(['"Answer": sends the header authorization with a fixed value (allowed: a credential)']);
	});

	it('are found in the settings', () => {
		expect(findings((process) => (process.settings = { note: random }))).toEqual([
			'settings.note holds a text that looks random (allowed: a credential)',
		]);
	});
});

describe('data of executions', () => {
	it('is not pinned', () => {
		expect(findings((process) => (process.pinData = { Answer: [{ json: {} }], Refuse: [] }))).toEqual([
			'"Answer": has pinned data (allowed: none: unpin it before the export)',
		]);
	});

	it('is not left behind', () => {
		expect(findings((process) => (process.staticData = { global: { last: 1 } }))).toEqual([
			'has staticData, what an execution left behind (allowed: none)',
		]);
	});
});
