import {
	DeleteBucketLifecycleCommand,
	GetBucketCorsCommand,
	GetBucketEncryptionCommand,
	GetBucketLifecycleConfigurationCommand,
	GetBucketPolicyCommand,
	GetBucketTaggingCommand,
	GetBucketVersioningCommand,
	GetObjectLockConfigurationCommand,
	PutObjectCommand,
} from '@aws-sdk/client-s3';

import { bucketForTests, first, gatewayCredential, itemsOf, named, run, s3, unique } from './support/ceph.ts';
import { newUser, usersForTests } from './support/gateway-admin.ts';
import { versionedBucketForTests } from './support/versioned-bucket.ts';

const Bucket = bucketForTests();
const bucket = named(Bucket);
const newName = usersForTests();

const missing = unique();

describe('versioning', () => {
	const Versioned = versionedBucketForTests();

	it('is suspended and enabled', async () => {
		expect(await first('bucket', 'setVersioning', { bucket: named(Versioned), versioning: 'Suspended' })).toEqual({ bucket: Versioned, versioning: 'Suspended' });
		expect(await s3.send(new GetBucketVersioningCommand({ Bucket: Versioned }))).toMatchObject({ Status: 'Suspended' });
		await run('bucket', 'setVersioning', { bucket: named(Versioned) });
		expect(await s3.send(new GetBucketVersioningCommand({ Bucket: Versioned }))).toMatchObject({ Status: 'Enabled' });
	});
});

describe('the life cycle', () => {
	afterEach(async () => {
		await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
	});

	it('is set by a table, in place of what was there', async () => {
		expect(await first('bucket', 'getLifecycle', { bucket })).toEqual({ bucket: Bucket, rules: [] });
		const row = { name: '', prefix: '', expireAfter: 0, expireEarlierAfter: 0, abortUploadsAfter: 0, enabled: true };
		const values = [
			{ ...row, name: 'drafts', prefix: 'drafts/', expireAfter: 30, expireEarlierAfter: 7 },
			{ ...row, name: 'uploads', abortUploadsAfter: 2 },
		];
		await run('bucket', 'setLifecycle', { bucket, rules: { values } });
		const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
		expect(Rules.toSorted((a, b) => a.ID!.localeCompare(b.ID!))).toMatchObject([
			{ ID: 'drafts', Status: 'Enabled', Filter: { Prefix: 'drafts/' }, Expiration: { Days: 30 }, NoncurrentVersionExpiration: { NoncurrentDays: 7 } },
			{ ID: 'uploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } },
		]);
	});

	it('is set by JSON as S3 has it, with dates, and deleted', async () => {
		const rule = { ID: 'once', Status: 'Enabled', Filter: { And: { Prefix: 'logs/', Tags: [{ Key: 'kind', Value: 'log' }] } }, Expiration: { Date: '2030-01-01T00:00:00.000Z' } };
		await run('bucket', 'setLifecycle', { bucket, specify: 'json', rulesJson: JSON.stringify({ Rules: [rule] }) });
		expect(await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).toMatchObject({ Rules: [{ ID: 'once', Expiration: { Date: new Date('2030-01-01') } }] });
		expect(await first('bucket', 'getLifecycle', { bucket })).toMatchObject({ bucket: Bucket, rules: [rule] });
		for (let time = 0; time < 2; time++) expect(await first('bucket', 'deleteLifecycle', { bucket })).toEqual({ bucket: Bucket, rules: [] });
		await expect(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
	});

	it('is answered as the gateway has it', async () => {
		const rule = { Status: 'Enabled', Filter: { And: { Prefix: '', Tags: [{ Key: 'b', Value: '1' }, { Key: 'a', Value: 'ä & ö' }] } }, Expiration: { Days: '3' } };
		const { rules } = await first('bucket', 'setLifecycle', { bucket, specify: 'json', rulesJson: JSON.stringify([rule]) });
		const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
		expect(rules).toEqual(JSON.parse(JSON.stringify(Rules)));
		expect(rules).toEqual([{ ID: expect.any(String) as string, Status: 'Enabled', Filter: { And: { Tags: [{ Key: 'a', Value: 'ä & ö' }, { Key: 'b', Value: '1' }] } }, Expiration: { Days: 3 } }]);
		// What was read is written again, also by an expression.
		expect(await first('bucket', 'setLifecycle', { bucket, specify: 'json', rulesJson: '={{ $json.rules }}' }, { items: itemsOf({ rules }) })).toEqual({ bucket: Bucket, rules });
		expect(await first('bucket', 'setLifecycle', { bucket, specify: 'json', rulesJson: '={{ $json.rules }}' }, { items: itemsOf({ rules: [] }) })).toEqual({ bucket: Bucket, rules: [] });
	});

	it('that is none is refused before it is sent', async () => {
		const kept = [{ ID: 'kept', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 1 } }];
		const set = (rules: unknown) => run('bucket', 'setLifecycle', { bucket, specify: 'json', rulesJson: JSON.stringify(rules) });
		await set(kept);
		const rule = { Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } };
		const wrong: [unknown, string][] = [
			[{ rules: [] }, 'Rules (JSON): this is no list, and has none under "Rules"'],
			[[{ expires: 1 }], 'Rules (JSON): [0] cannot have "expires"'],
			[[{ ...rule, Filter: { prefix: 'logs/' } }], 'Rules (JSON): [0].Filter cannot have "prefix"'],
			[[{ ...rule, Filter: 'a/' }], 'Rules (JSON): [0].Filter got "a/"'],
			[[{ ...rule, Filter: { And: {} } }], 'Rules (JSON): [0].Filter.And has no conditions'],
			[[{ ...rule, Transitions: { Days: 1 } }], 'Rules (JSON): [0].Transitions got {"Days":1}'],
			[[{ ...rule, Expiration: { Date: 'soon' } }], 'Rules (JSON): [0].Expiration.Date: got "soon"'],
			[[{ Status: 'Enabled', Expiration: { Days: 1 } }], 'Rules (JSON): [0] must say which objects it is for'],
			[[{ ...rule, ID: 'same' }, { ...rule, ID: 'same' }], 'Rules (JSON): [1].ID is "same", which another rule has too'],
			[[{ ...rule, Expiration: { Days: 0 } }], 'Rules (JSON): [0].Expiration.Days is 0'],
		];
		for (const [rules, problem] of wrong) await expect(set(rules)).rejects.toThrow(problem);
		await expect(run('bucket', 'setLifecycle', { bucket })).rejects.toThrow('Rules: holds no rule');
		expect(await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).toMatchObject({ Rules: kept });
		await expect(run('bucket', 'setLifecycle', { bucket: named(missing), rules: { values: [{ expireAfter: 1 }] } })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
	});

	it('that only the gateway can tell to be wrong is refused in words', async () => {
		const many = Array.from({ length: 1_001 }, (_, n) => ({ Status: 'Enabled', Filter: { Prefix: `${n}/` }, Expiration: { Days: 1 } }));
		await expect(run('bucket', 'setLifecycle', { bucket, specify: 'json', rulesJson: JSON.stringify(many) })).rejects.toMatchObject({ message: `The gateway does not understand what was given for bucket "${Bucket}"`, httpCode: 'MalformedXML' });
	});
});

describe('object lock', () => {
	const Locked = versionedBucketForTests({ lock: true });
	const Later = versionedBucketForTests();

	it('locks new versions for a while, or no longer', async () => {
		const locked = named(Locked);
		expect(await first('bucket', 'getObjectLock', { bucket: locked })).toEqual({ bucket: Locked, enabled: true, mode: null, days: null, years: null });
		expect(await first('bucket', 'setObjectLock', { bucket: locked, mode: 'GOVERNANCE', period: 2, unit: 'days' })).toEqual({ bucket: Locked, enabled: true, mode: 'GOVERNANCE', days: 2, years: null });
		expect(await s3.send(new GetObjectLockConfigurationCommand({ Bucket: Locked }))).toMatchObject({
			ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 2 } } },
		});
		await run('bucket', 'setObjectLock', { bucket: locked, mode: 'COMPLIANCE', period: 1, unit: 'years' });
		expect(await first('bucket', 'getObjectLock', { bucket: locked })).toEqual({ bucket: Locked, enabled: true, mode: 'COMPLIANCE', days: null, years: 1 });
		await run('bucket', 'setObjectLock', { bucket: locked, mode: 'none' });
		expect(await first('bucket', 'getObjectLock', { bucket: locked })).toMatchObject({ enabled: true, mode: null });
	});

	it('can be had later by a bucket that keeps versions, and by no other', async () => {
		expect(await first('bucket', 'getObjectLock', { bucket })).toEqual({ bucket: Bucket, enabled: false, mode: null, days: null, years: null });
		await expect(run('bucket', 'setObjectLock', { bucket })).rejects.toMatchObject({ message: 'Object lock cannot be enabled unless the bucket has versioning enabled', httpCode: 'InvalidBucketState' });
		expect(await first('bucket', 'setObjectLock', { bucket: named(Later), mode: 'none' })).toMatchObject({ enabled: true });
		expect(await s3.send(new GetObjectLockConfigurationCommand({ Bucket: Later }))).toMatchObject({ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } });
	});
});

describe('the policy', () => {
	const policyFor = (user: string) => ({
		Version: '2012-10-17',
		Statement: [{ Effect: 'Allow', Principal: { AWS: [`arn:aws:iam:::user/${user}`] }, Action: ['s3:PutObject'], Resource: [`arn:aws:s3:::${Bucket}/*`] }],
	});

	it('lets another user in, until it is deleted', async () => {
		const { user, client } = await newUser(newName());
		const put = () => client.send(new PutObjectCommand({ Bucket, Key: 'from-another', Body: 'x' }));
		await expect(put()).rejects.toMatchObject({ name: 'AccessDenied' });
		expect(await first('bucket', 'getPolicy', { bucket })).toEqual({ bucket: Bucket, policy: null });
		await run('bucket', 'setPolicy', { bucket, policy: JSON.stringify(policyFor(user)) });
		await put();
		expect(await first('bucket', 'getPolicy', { bucket })).toEqual({ bucket: Bucket, policy: policyFor(user) });
		for (let time = 0; time < 2; time++) expect(await first('bucket', 'deletePolicy', { bucket })).toEqual({ bucket: Bucket, policy: null });
		await expect(put()).rejects.toMatchObject({ name: 'AccessDenied' });
		await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
	});

	it('that is none is refused in words', async () => {
		await expect(run('bucket', 'setPolicy', { bucket, policy: JSON.stringify({ ...policyFor('x'), Version: '1999-01-01' }) })).rejects.toMatchObject({ message: expect.stringContaining('is not a valid version') as string, httpCode: 'InvalidArgument' });
		await expect(run('bucket', 'setPolicy', { bucket, policy: '{' })).rejects.toThrow('Policy: not valid JSON');
		for (const policy of ['{}', '{"Version": "2012-10-17", "Statement": []}']) await expect(run('bucket', 'setPolicy', { bucket, policy })).rejects.toThrow('Policy: it has no statement');
		await expect(run('bucket', 'setPolicy', { bucket, policy: 'null' })).rejects.toThrow(/^Policy: /);
		await expect(run('bucket', 'setPolicy', { bucket, policy: '[]' })).rejects.toThrow(/^Policy: /);
		await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
		await expect(run('bucket', 'getPolicy', { bucket: named(missing) })).rejects.toMatchObject({ httpCode: 'NoSuchBucket' });
	});
});

describe('rules for pages in browsers', () => {
	it('are set by a table or by JSON, and deleted', async () => {
		expect(await first('bucket', 'getCors', { bucket })).toEqual({ bucket: Bucket, rules: [] });
		const values = [{ origins: 'https://a.example,https://b.example', methods: ['GET', 'PUT'], headers: 'content-type', exposed: 'ETag', maxAge: 600 }];
		await run('bucket', 'setCors', { bucket, rules: { values } });
		const rule = { AllowedOrigins: ['https://a.example', 'https://b.example'], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['content-type'], ExposeHeaders: ['ETag'], MaxAgeSeconds: 600 };
		const { CORSRules } = await s3.send(new GetBucketCorsCommand({ Bucket }));
		const sorted = CORSRules?.map((one) => ({ ...one, AllowedMethods: one.AllowedMethods?.toSorted(), AllowedOrigins: one.AllowedOrigins?.toSorted() }));
		expect(sorted).toMatchObject([rule]);
		const answer = await fetch(`${gatewayCredential.endpoint}/${Bucket}/x`, { method: 'OPTIONS', headers: { origin: 'https://a.example', 'access-control-request-method': 'PUT' } });
		expect(answer.headers.get('access-control-allow-origin')).toBe('https://a.example');

		await run('bucket', 'setCors', { bucket, specify: 'json', rulesJson: '[{ "AllowedOrigins": ["*"], "AllowedMethods": ["GET"] }]' });
		expect(await first('bucket', 'getCors', { bucket })).toMatchObject({ rules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }] });
		const answered = await first('bucket', 'setCors', { bucket, specify: 'json', rulesJson: '[{ "AllowedOrigins": ["https://b.example", "https://a.example"], "AllowedMethods": ["PUT", "GET"] }]' });
		expect(answered.rules).toEqual((await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules);
		const wrong: [string, string][] = [
			['[{ "AllowedOrigins": "https://a.example", "AllowedMethods": ["GET"] }]', 'Rules (JSON): [0].AllowedOrigins got "https://a.example"'],
			['[{ "AllowedOrigins": ["*"], "AllowedMethods": ["GET"], "ExposedHeaders": ["ETag"] }]', 'Rules (JSON): [0] cannot have "ExposedHeaders"'],
			['[{ "AllowedOrigins": ["*"], "AllowedMethods": ["get"] }]', 'Rules (JSON): [0].AllowedMethods has "get"'],
		];
		for (const [rulesJson, problem] of wrong) await expect(run('bucket', 'setCors', { bucket, specify: 'json', rulesJson })).rejects.toThrow(problem);
		expect((await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(answered.rules);
		for (let time = 0; time < 2; time++) expect(await first('bucket', 'deleteCors', { bucket })).toEqual({ bucket: Bucket, rules: [] });
		await expect(s3.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchCORSConfiguration' });
	});
});

describe('encryption', () => {
	it('is set, shown and taken away', async () => {
		expect(await first('bucket', 'getEncryption', { bucket })).toEqual({ bucket: Bucket, algorithm: null, keyId: null });
		await run('bucket', 'setEncryption', { bucket, algorithm: 'aws:kms', keyId: 'some-key' });
		expect(await s3.send(new GetBucketEncryptionCommand({ Bucket }))).toMatchObject({
			ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'some-key' } }] },
		});
		expect(await first('bucket', 'getEncryption', { bucket })).toEqual({ bucket: Bucket, algorithm: 'aws:kms', keyId: 'some-key' });
		expect(await first('bucket', 'setEncryption', { bucket })).toEqual({ bucket: Bucket, algorithm: 'AES256', keyId: null });
		for (let time = 0; time < 2; time++) expect(await first('bucket', 'deleteEncryption', { bucket })).toEqual({ bucket: Bucket, algorithm: null, keyId: null });
		await expect(s3.send(new GetBucketEncryptionCommand({ Bucket }))).rejects.toMatchObject({ name: 'ServerSideEncryptionConfigurationNotFoundError' });
	});
});

describe('tags', () => {
	it('are set, replaced and deleted', async () => {
		expect(await first('bucket', 'getTags', { bucket })).toEqual({ bucket: Bucket, tags: {} });
		const set = (...values: { name: string; value: string }[]) => first('bucket', 'setTags', { bucket, tags: { values } });
		await set({ name: 'team', value: 'storage' }, { name: 'ä', value: 'ö & ü' });
		expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toHaveLength(2);
		expect(await first('bucket', 'getTags', { bucket })).toEqual({ bucket: Bucket, tags: { team: 'storage', ä: 'ö & ü' } });
		expect(await set({ name: 'only', value: '' })).toEqual({ bucket: Bucket, tags: { only: '' } });
		expect(await first('bucket', 'getTags', { bucket })).toEqual({ bucket: Bucket, tags: { only: '' } });
		await expect(set({ name: 'a', value: '1' }, { name: 'a', value: '2' })).rejects.toThrow('Tags: "a" is there twice');
		const tags = Array.from({ length: 51 }, (_, n) => ({ name: `tag-${n}`, value: 'x' }));
		await expect(set(...tags)).rejects.toMatchObject({ httpCode: 'InvalidTag', description: expect.stringContaining('at most 50') as string });
		expect(Object.keys((await set(...tags.slice(1))).tags as object)).toHaveLength(50);
		for (let time = 0; time < 2; time++) expect(await first('bucket', 'deleteTags', { bucket })).toEqual({ bucket: Bucket, tags: {} });
		await expect(s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({ name: expect.stringMatching(/^NoSuchTagSet/) as string });
	});
});
