import { ListBucketsCommand } from '@aws-sdk/client-s3';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { InvalidField, SystemError } from '../shared/errors.ts';
import { bucketsOf } from './actions/bucket/list.ts';
import type { GatewayCredential } from './gateway/client.ts';
import { gateway } from './gateway/gateway.ts';
import { picker } from './picker.ts';

export const methods = {
	listSearch: {
		searchBuckets: picker(({ gateway }) => bucketsOf(gateway)),
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
