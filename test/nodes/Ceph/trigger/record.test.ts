import fc from 'fast-check';

import { recordsOf, toBucketEvent } from '../../../../nodes/Ceph/trigger/record.ts';

/** As release 20 posts it. */
const RECORD = {
	eventVersion: '2.2',
	eventSource: 'ceph:s3',
	awsRegion: 'default',
	eventTime: '2026-03-01T10:20:30.456789Z',
	eventName: 'ObjectCreated:Put',
	userIdentity: { principalId: 'cim' },
	requestParameters: { sourceIPAddress: '' },
	responseElements: { 'x-amz-request-id': 'a.1.2', 'x-amz-id-2': 'b' },
	s3: {
		s3SchemaVersion: '1.0',
		configurationId: 'n8n-x',
		bucket: { name: 'documents', ownerIdentity: { principalId: 'cim' }, arn: 'arn:aws:s3:default::documents', id: 'c.1.2' },
		object: {
			key: 'a b/ä+c.pdf',
			size: 1024,
			eTag: '37b51d194a7513e45b56f6524f2d51f2',
			versionId: '',
			sequencer: 'F7E6D75DC742D108',
			metadata: [
				{ key: 'x-amz-meta-tenant', val: 'a' },
				{ key: 'x-amz-meta-title', val: '=?UTF-8?B?w6Q=?=' },
			],
			tags: [{ key: 'kind', val: 'report' }],
		},
	},
	eventId: '1772360430.456789.37b51d194a7513e45b56f6524f2d51f2',
	opaqueData: 'a secret',
};

const SHAPED = {
	event: 'ObjectCreated:Put',
	time: '2026-03-01T10:20:30.456Z',
	bucket: 'documents',
	key: 'a b/ä+c.pdf',
	size: 1024,
	etag: '37b51d194a7513e45b56f6524f2d51f2',
	versionId: undefined,
	sequencer: 'F7E6D75DC742D108',
	eventId: '1772360430.456789.37b51d194a7513e45b56f6524f2d51f2',
	user: 'cim',
	metadata: { tenant: 'a', title: 'ä' },
	tags: { kind: 'report' },
};

describe('records in a posted body', () => {
	it.each([
		['parsed', { Records: [RECORD] }],
		['as text', JSON.stringify({ Records: [RECORD] })],
		['as bytes', Buffer.from(JSON.stringify({ Records: [RECORD] }))],
	])('are found %s', (_how, body) => {
		expect(recordsOf(body)).toEqual([RECORD]);
	});

	it.each([undefined, null, '', '{', '[]', {}, [], { Records: [] }, { Records: {} }, { Records: [1] }, { Records: [RECORD, null] }, { records: [RECORD] }])('are none in %j', (body) => {
		expect(recordsOf(body)).toBeUndefined();
	});
});

describe('a record', () => {
	it('is shaped into an item, without its secret', () => {
		expect(toBucketEvent(RECORD)).toEqual(SHAPED);
	});

	it('goes along as it is when asked for, still without its secret', () => {
		const { opaqueData: _, ...open } = RECORD;
		expect(toBucketEvent(RECORD, true)).toEqual({ ...SHAPED, record: open });
	});

	it('is read in the forms of other releases: size in digits, times without a zone, names with s3:, quoted ETags', () => {
		const other = structuredClone(RECORD) as Record<string, unknown> & typeof RECORD;
		Object.assign(other, { eventName: 's3:ObjectRemoved:Delete', eventTime: '2026-03-01 10:20:30.4Z' });
		Object.assign(other.s3.object, { size: '0', eTag: '"abc"', versionId: 'v1', metadata: { 'x-amz-meta-a': '1' }, tags: null });
		expect(toBucketEvent(other)).toMatchObject({
			event: 'ObjectRemoved:Delete',
			time: '2026-03-01T10:20:30.400Z',
			size: 0,
			etag: 'abc',
			versionId: 'v1',
			metadata: { a: '1' },
			tags: {},
		});
	});

	it.each([{}, { eventName: 'x' }, { ...RECORD, s3: { ...RECORD.s3, object: {} } }, { ...RECORD, s3: { ...RECORD.s3, bucket: null } }, { ...RECORD, eventName: 7 }])('is none in %j', (record) => {
		expect(toBucketEvent(record)).toBeUndefined();
	});

	it('never throws, and never lets the secret out, whatever comes', () => {
		const odd = fc.oneof(fc.anything(), fc.constant(RECORD.s3), fc.constant({ name: 'b' }), fc.constant([{ key: '__proto__', val: 'x' }]));
		const record = fc.record({ eventName: odd, eventTime: odd, eventId: odd, userIdentity: odd, s3: fc.oneof(odd, fc.record({ bucket: odd, object: fc.oneof(odd, fc.record({ key: odd, size: odd, metadata: odd, tags: odd })) })) });
		fc.assert(
			fc.property(fc.oneof(record, fc.constant(RECORD)), fc.boolean(), (given, raw) => {
				const event = toBucketEvent({ ...given, opaqueData: 'the-secret-of-the-topic' }, raw);
				if (event === undefined) return;
				for (const text of [event.event, event.bucket, event.key]) expect(typeof text).toBe('string');
				expect(Object.keys(event.record ?? {})).not.toContain('opaqueData');
			}),
		);
		fc.assert(fc.property(fc.anything(), (body) => expect([undefined, true]).toContain(recordsOf(body) === undefined ? undefined : true)));
		fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => void recordsOf(body)?.map((entry) => toBucketEvent(entry))));
	});
});
