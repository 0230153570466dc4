import { ListBucketsCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { CephContext } from '../../transport.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many buckets',
	description: 'List the buckets of the user of the credential',
	fields: {},
	list: true,
	run: ({ gateway }) => bucketsOf(gateway),
});

export async function* bucketsOf(gateway: Gateway): AsyncGenerator<{ name: string; createdAt: string | undefined }> {
	let ContinuationToken: string | undefined;
	do {
		const page = await gateway.send(new ListBucketsCommand({ ContinuationToken }));
		for (const { Name = '', CreationDate } of page.Buckets ?? []) yield { name: Name, createdAt: CreationDate?.toISOString() };
		ContinuationToken = page.ContinuationToken;
	} while (ContinuationToken);
}
