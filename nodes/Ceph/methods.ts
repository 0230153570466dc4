import { ListBucketsCommand } from '@aws-sdk/client-s3';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	ILoadOptionsFunctions,
	INodeCredentialTestResult,
	INodeListSearchResult,
} from 'n8n-workflow';

import { InvalidField, SystemError, toNodeError } from '../shared/errors.ts';
import { bucketsOf } from './actions/bucket/list.ts';
import type { GatewayCredential } from './gateway/client.ts';
import { gateway } from './gateway/gateway.ts';
import { connect } from './transport.ts';

/** Buckets that a picker shows at once; it asks for more when the user scrolls. */
const PAGE = 100;

export const methods = {
	listSearch: {
		async searchBuckets(this: ILoadOptionsFunctions, filter = '', after = ''): Promise<INodeListSearchResult> {
			try {
				const names: string[] = [];
				for await (const { name } of bucketsOf(connect(this).gateway)) names.push(name);
				const matching = names.filter((name) => name.includes(filter.toLowerCase()) && name > after).sort();
				const page = matching.slice(0, PAGE);
				return {
					results: page.map((name) => ({ name, value: name })),
					paginationToken: matching.length > PAGE ? page.at(-1) : undefined,
				};
			} catch (thrown) {
				throw toNodeError(thrown, this.getNode(), 0);
			}
		},
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
