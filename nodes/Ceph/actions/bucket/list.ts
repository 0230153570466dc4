import { ListBucketsCommand } from '@aws-sdk/client-s3';

import { locator } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { adminBucket, adminBucketNames, type BucketFacts, bucketsOfUser, toFacts } from '../../gateway/buckets.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { inOrder } from '../../gateway/in-order.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { CephContext } from '../../transport.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many buckets',
	description: 'List the buckets of the user of the credential, or with the capability buckets=read those of any user, with owner, quota and how much they hold',
	fields: {
		of: {
			displayName: 'Of',
			type: 'options',
			options: [
				{ name: 'All Users', value: 'all', description: 'Takes a request for each bucket' },
				{ name: 'One User', value: 'user' },
				{ name: 'The User of the Credential', value: 'own' },
			],
			default: 'own',
			description: 'Whose buckets to list',
		},
		user: locator('searchUsers', {
			displayName: 'User',
			placeholder: 'e.g. alice',
			description: 'The user whose buckets to list; one of a tenant is written tenant$user',
			show: { of: ['user'] },
		}),
	},
	list: true,
	run({ fields: { of, user }, gateway }) {
		if (of === 'own') return bucketsOf(gateway);
		return of === 'all' ? bucketsOfAll(gateway) : bucketsOfUser(gateway, user);
	},
});

export async function* bucketsOf(gateway: Gateway): AsyncGenerator<{ name: string; createdAt: string | undefined }> {
	let ContinuationToken: string | undefined;
	do {
		const page = await gateway.send(new ListBucketsCommand({ ContinuationToken }));
		for (const { Name = '', CreationDate } of page.Buckets ?? []) yield { name: Name, createdAt: CreationDate?.toISOString() };
		ContinuationToken = page.ContinuationToken;
	} while (ContinuationToken);
}

async function* bucketsOfAll(gateway: Gateway): AsyncGenerator<BucketFacts> {
	const names = (await adminBucketNames(gateway)).toSorted();
	for await (const info of inOrder(names, (name) => orNone(adminBucket(gateway, name), 'NoSuchBucket'))) {
		// One that was deleted meanwhile is left out.
		if (info) yield toFacts(info);
	}
}
