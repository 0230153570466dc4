import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { InvalidField, SystemError } from '../shared/errors.ts';
import { applicationOf } from './application.ts';
import { credentialTestGet, fetchKeys } from './transport.ts';

export const methods = {
	credentialTest: {
		/** Proves that the issuer is reached and is the one that signs: discovery and keys, as before verifying a token. */
		async authentikApplicationTest(
			this: ICredentialTestFunctions,
			credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
		): Promise<INodeCredentialTestResult> {
			try {
				await fetchKeys(credentialTestGet(this), applicationOf(credential.data ?? {}));
				return { status: 'OK', message: 'Authentik answers, and is the issuer' };
			} catch (error) {
				return { status: 'Error', message: problem(error) };
			}
		},
	},
};

function problem(error: unknown): string {
	if (error instanceof SystemError) return [error.message, error.failure.description].join('. ');
	if (error instanceof InvalidField && error.allowed !== undefined) return `${error.message}. Allowed: ${error.allowed}`;
	return error instanceof Error ? error.message : String(error);
}
