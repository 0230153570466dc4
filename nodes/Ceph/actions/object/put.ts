import { HeadObjectCommand } from '@aws-sdk/client-s3';

import { parseByteSize } from '../../../shared/byte-size.ts';
import { InvalidField, SystemError } from '../../../shared/errors.ts';
import { collection, type FieldValues } from '../../../shared/field.ts';
import { parseMoment } from '../../../shared/moment.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { bucketField, keyField } from '../../fields.ts';
import { digest } from '../../gateway/digest.ts';
import { headerText } from '../../gateway/header-text.ts';
import { codeFailure, orMissing } from '../../gateway/failure.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { toTagging, toTagSet } from '../../gateway/tags.ts';
import type { CephContext } from '../../transport.ts';
import { content, contentFields } from './content.ts';
import { legalHold, retainUntil, retentionMode, storage } from './fields.ts';
import { storageParams } from './headers.ts';

const options = collection('Add option', {
	...storage,
	expectedSha256: {
		displayName: 'Expected SHA-256',
		type: 'string',
		default: '',
		description: 'In hex. Other bytes are refused: no object comes into being, and one that exists stays as it is.',
	},
	ifAbsent: {
		displayName: 'Only If Absent',
		type: 'boolean',
		default: false,
		description: 'Whether to fail when there is an object of this key already',
	},
	legalHold,
	partSize: {
		displayName: 'Part Size',
		type: 'string',
		default: '',
		placeholder: 'e.g. 64 MiB',
		description: 'Size of the parts in which a larger object is sent, 5 MiB to 5 GiB; chosen by the size of the object when not given. Four are held in memory.',
	},
	retainUntil,
	retentionMode,
});

export const put = defineOperation<CephContext>()({
	name: 'Put',
	action: 'Put an object',
	description: 'Store a file, a text or JSON as an object, in place of one with the same key, and take its SHA-256 on the way',
	fields: { bucket: bucketField, key: keyField, ...contentFields, options },
	async run({ fields: { bucket, key, options, ...given }, item, gateway, binary }) {
		const file = await content(given, item, binary);
		try {
			const partSize = options.partSize ? parseByteSize(options.partSize, 'Part Size') : undefined;
			const params = { ...storageParams(options), ...lockParams(options), Tagging: toTagging(toTagSet(options.tags ?? [])) };
			if (options.ifAbsent) await refuseExisting(gateway, bucket, key);
			const passing = digest(file.stream, { size: file.size, sha256: options.expectedSha256 || undefined });
			const type = headerText(options.contentType || file.mimeType, 'Content Type');
			const { etag, versionId } = await gateway.upload({
				...params,
				Bucket: bucket,
				Key: key,
				Body: passing.stream,
				ContentType: type,
				IfNoneMatch: options.ifAbsent ? '*' : undefined,
				size: file.size,
				partSize,
			});
			return { bucket, key, ...passing.result(), etag, versionId, contentType: type };
		} finally {
			file.stream.destroy();
		}
	},
});

function lockParams({ retentionMode: mode, retainUntil: until, legalHold: hold }: Partial<FieldValues<typeof options.fields>>) {
	if (mode !== undefined && !until) throw new InvalidField('Retain Until', 'a retention mode needs it', 'a date with its time');
	return {
		ObjectLockMode: until ? (mode ?? retentionMode.default) : undefined,
		ObjectLockRetainUntilDate: until ? parseMoment(until, 'Retain Until') : undefined,
		ObjectLockLegalHoldStatus: hold ? ('ON' as const) : undefined,
	};
}

/** Looks first, so that nothing is sent in vain; the gateway looks again when all bytes are there. */
async function refuseExisting(gateway: Gateway, Bucket: string, Key: string): Promise<void> {
	const found = await orMissing(gateway.send(new HeadObjectCommand({ Bucket, Key })));
	if (!(found instanceof SystemError)) throw codeFailure('PreconditionFailed', { Bucket, Key, IfNoneMatch: '*' });
}
