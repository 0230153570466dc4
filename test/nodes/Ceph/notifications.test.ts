import { Readable } from 'node:stream';

import { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';

import type { Gateway } from '../../../nodes/Ceph/gateway/gateway.ts';
import { notificationsOf, putNotifications } from '../../../nodes/Ceph/gateway/notifications.ts';

/** A gateway that keeps the body of what it is sent and gives it back as its answer. */
function gatewayThatKeeps(body = '') {
	const sent = { body, query: {} as Record<string, string> };
	const handle = async (request: { method: string; query: Record<string, string>; body?: string }) => {
		if (request.method === 'PUT') Object.assign(sent, { body: request.body ?? '', query: request.query });
		return { response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(request.method === 'PUT' ? '' : sent.body)]) } };
	};
	const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
	const client = new S3Client({ endpoint: 'http://gateway', region: 'us-east-1', credentials, forcePathStyle: true, requestHandler: { handle } });
	return { sent, gateway: client as unknown as Gateway };
}

const rules = (...entries: [string, string][]) => ({ FilterRules: entries.map(([Name, Value]) => ({ Name: Name as 'prefix', Value })) });
const TOPIC = { Id: 'n', TopicArn: 'arn:aws:sns:default::n', Events: ['s3:ObjectCreated:*' as const, 's3:ObjectRemoved:*' as const] };

describe('notifications', () => {
	it('are sent with all groups of their filters', async () => {
		const { sent, gateway } = gatewayThatKeeps();
		await putNotifications(gateway, 'bucket', [{ ...TOPIC, Filter: { Key: rules(['regex', '[a-z]+']), Metadata: rules(['x-amz-meta-a', '1']), Tags: rules(['b', '2']) } }]);
		const rule = (name: string, value: string) => `<FilterRule><Name>${name}</Name><Value>${value}</Value></FilterRule>`;
		expect(sent.query).toMatchObject({ notification: '' });
		expect(sent.body.replace(/ xmlns="[^"]*"|<\?xml[^>]*\?>/g, '')).toBe(
			'<NotificationConfiguration><TopicConfiguration><Topic>arn:aws:sns:default::n</Topic><Event>s3:ObjectCreated:*</Event><Event>s3:ObjectRemoved:*</Event><Id>n</Id>' +
				`<Filter><S3Key>${rule('regex', '[a-z]+')}</S3Key><S3Metadata>${rule('x-amz-meta-a', '1')}</S3Metadata><S3Tags>${rule('b', '2')}</S3Tags></Filter>` +
				'</TopicConfiguration></NotificationConfiguration>',
		);
	});

	it('come back as they were sent, whatever the text', async () => {
		const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value.trim() !== '');
		await fc.assert(
			fc.asyncProperty(text, text, async (prefix, value) => {
				const { gateway } = gatewayThatKeeps();
				const all = [{ ...TOPIC, Filter: { Key: rules(['prefix', prefix]), Tags: rules(['a', value]) } }, { ...TOPIC, Id: 'other' }];
				await putNotifications(gateway, 'bucket', all);
				expect(await notificationsOf(gateway, 'bucket')).toEqual(all);
			}),
			{ numRuns: 50 },
		);
	});

	it('have no filter when the gateway names groups without rules', async () => {
		const { gateway } = gatewayThatKeeps(
			'<NotificationConfiguration><TopicConfiguration><Id>n</Id><Topic>arn</Topic><Event>s3:ObjectCreated:*</Event><Filter><S3Key></S3Key><S3Metadata></S3Metadata><S3Tags></S3Tags></Filter></TopicConfiguration></NotificationConfiguration>',
		);
		expect(await notificationsOf(gateway, 'bucket')).toEqual([{ Id: 'n', TopicArn: 'arn', Events: ['s3:ObjectCreated:*'] }]);
		expect(await notificationsOf(gatewayThatKeeps('<NotificationConfiguration></NotificationConfiguration>').gateway, 'bucket')).toEqual([]);
	});
});
