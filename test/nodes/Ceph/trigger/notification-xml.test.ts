import fc from 'fast-check';

import { type Notification, notificationXml } from '../../../../nodes/Ceph/trigger/notification-xml.ts';

const NONE: Notification['filter'] = { key: { prefix: '', suffix: '', regex: '' }, metadata: [], tags: [] };
const xml = (filter: Partial<Notification['filter']> = {}) =>
	notificationXml({ id: 'n', topicArn: 'arn:aws:sns:default::n', events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'], filter: { ...NONE, ...filter } }).replace(/^<\?xml[^>]*\?>/, '');

const around = (filter: string) =>
	`<NotificationConfiguration><TopicConfiguration><Id>n</Id><Topic>arn:aws:sns:default::n</Topic><Event>s3:ObjectCreated:*</Event><Event>s3:ObjectRemoved:*</Event>${filter}</TopicConfiguration></NotificationConfiguration>`;

describe('the configuration of a notification', () => {
	it('has no filter when every object counts', () => {
		expect(xml()).toBe(around(''));
	});

	it('has a rule for each way to choose keys, and none for those that are not used', () => {
		const rule = (name: string, value: string) => `<FilterRule><Name>${name}</Name><Value>${value}</Value></FilterRule>`;
		expect(xml({ key: { prefix: 'in/', suffix: '.pdf', regex: '[a-z]+' } })).toBe(
			around(`<Filter><S3Key>${rule('prefix', 'in/')}${rule('suffix', '.pdf')}${rule('regex', '[a-z]+')}</S3Key></Filter>`),
		);
		expect(xml({ key: { prefix: '', suffix: '.pdf', regex: '' } })).toBe(around(`<Filter><S3Key>${rule('suffix', '.pdf')}</S3Key></Filter>`));
	});

	it('has groups of rules for metadata and tags', () => {
		const group = (name: string, key: string) => `<${name}><FilterRule><Name>${key}</Name><Value>1</Value></FilterRule></${name}>`;
		expect(xml({ metadata: [{ name: 'x-amz-meta-a', value: '1' }], tags: [{ name: 'b', value: '1' }] })).toBe(
			around(`<Filter>${group('S3Metadata', 'x-amz-meta-a')}${group('S3Tags', 'b')}</Filter>`),
		);
	});

	it('keeps any text as it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (prefix) => {
				const written = /<Value>([^<]*)<\/Value>/.exec(xml({ key: { prefix, suffix: '', regex: '' } }))?.[1];
				expect(written).not.toMatch(/[<>"'\t\n\r]|&(?!#\d+;)/);
				expect(written?.replaceAll(/&#(\d+);/g, (_reference, code: string) => String.fromCharCode(Number(code)))).toBe(prefix);
			}),
		);
	});
});
