import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { headerText } from '../../gateway/header-text.ts';
import type { CephContext } from '../../transport.ts';
import { contentDisposition, contentType, versionId } from './fields.ts';

const forGet = { show: { method: ['get'] } } as const;
const forPut = { show: { method: ['put'] } } as const;

export const presign = defineOperation<CephContext>()({
	name: 'Create URL',
	action: 'Create a URL for an object',
	description: 'Create a URL by which anybody who has it can get or put one object until it expires, without keys of the gateway',
	fields: {
		bucket: bucketField,
		key: keyField,
		method: {
			displayName: 'For',
			type: 'options',
			options: [
				{ name: 'Get', value: 'get', description: 'Download the object, which need not exist yet' },
				{ name: 'Put', value: 'put', description: 'Upload the object in one request, at most 5 GiB' },
			],
			default: 'get',
		},
		expiresIn: {
			displayName: 'Expires In',
			type: 'number',
			default: 3600,
			typeOptions: { minValue: 1, maxValue: 604_800, numberPrecision: 0 },
			description: 'Seconds for which the URL is good, at most a week. A changed or deleted access key ends it too.',
		},
		getOptions: {
			...collection('Add option', {
				contentDisposition: { ...contentDisposition, description: 'How browsers present the object, in place of what it was stored with' },
				contentType: { ...contentType, description: 'Media type that the object is given to readers with, in place of what it was stored with' },
				versionId: { ...versionId, description: 'The version to get; the latest at that time when not given' },
			}),
			...forGet,
		},
		putOptions: {
			...collection('Add option', {
				contentType: { ...contentType, description: 'Media type that the upload must name in its header Content-Type. When not given it must have no such header: newer gateways take none that is not part of the signature.' },
			}),
			...forPut,
		},
	},
	async run({ fields: { bucket, key, method, expiresIn, getOptions, putOptions }, gateway }) {
		const object = { Bucket: bucket, Key: key };
		const command =
			method === 'put'
				? new PutObjectCommand({ ...object, ContentType: headerText(putOptions.contentType, 'Content Type') })
				: new GetObjectCommand({
						...object,
						VersionId: getOptions.versionId || undefined,
						ResponseContentType: headerText(getOptions.contentType, 'Content Type'),
						ResponseContentDisposition: headerText(getOptions.contentDisposition, 'Content Disposition'),
					});
		const { url, headers } = await gateway.presign(command, expiresIn);
		return { bucket, key, method: method.toUpperCase(), url, headers, expiresAt: new Date(Date.now() + expiresIn * 1000).toISOString() };
	},
});
