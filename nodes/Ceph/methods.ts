import { ListBucketsCommand } from '@aws-sdk/client-s3';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { InvalidField, SystemError } from '../shared/errors.ts';
import { bucketsOf } from './actions/bucket/list.ts';
import { fileSystems } from './actions/file-system/lookup.ts';
import { hosts } from './actions/host/list.ts';
import { osdChoices } from './actions/osd/choices.ts';
import { groupChoices, snapshotChoices, subvolumeChoices } from './actions/subvolume/choices.ts';
import { searchConfigOptions, searchCrushRules, searchErasureCodeProfiles, searchPools } from './dashboard/pickers.ts';
import type { GatewayCredential } from './gateway/client.ts';
import { gateway } from './gateway/gateway.ts';
import { usersOf } from './gateway/users.ts';
import { picker } from './picker.ts';
import { namespacesIn, searchBlockImages, searchBlockPools, searchBlockSnapshots, searchBlockTrash } from './rbd/pickers.ts';

export const methods = {
	listSearch: {
		searchBlockImages,
		searchBlockNamespaces: namespacesIn('pool'),
		searchBlockNamespacesOfChild: namespacesIn('childPool'),
		searchBlockNamespacesOfDestination: namespacesIn('destinationPool'),
		searchBlockPools,
		searchBlockSnapshots,
		searchBlockTrash,
		searchBuckets: picker(({ gateway }) => bucketsOf(gateway)),
		searchConfigOptions,
		searchCrushRules,
		searchErasureCodeProfiles,
		searchFileSystems: picker(async ({ dashboard }) => (await fileSystems(dashboard)).map(({ mdsmap }) => ({ name: mdsmap.fs_name }))),
		searchHosts: picker(async ({ dashboard }) => (await hosts(dashboard)).map(({ hostname }) => ({ name: hostname }))),
		searchOsds: picker(osdChoices),
		searchPools,
		searchSubvolumeGroups: picker(groupChoices),
		searchSubvolumeSnapshots: picker(snapshotChoices),
		searchSubvolumes: picker(subvolumeChoices),
		searchUsers: picker(({ gateway }) => usersOf(gateway)),
	},
	credentialTest: {
		/** Lists the buckets: proves that the endpoint speaks S3 and that the keys are good, and changes nothing. */
		async cephObjectGatewayTest(
			this: ICredentialTestFunctions,
			{ data }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
		): Promise<INodeCredentialTestResult> {
			try {
				await gateway(async () => data as unknown as GatewayCredential).send(new ListBucketsCommand({}));
				return { status: 'OK', message: 'The gateway answers and knows the keys' };
			} catch (thrown) {
				return { status: 'Error', message: problem(thrown) };
			}
		},
	},
};

function problem(thrown: unknown): string {
	if (thrown instanceof SystemError) return [thrown.message, thrown.failure.description].join('. ');
	if (thrown instanceof InvalidField) return `${thrown.message}. Allowed: ${thrown.allowed}`;
	return thrown instanceof Error ? thrown.message : String(thrown);
}
