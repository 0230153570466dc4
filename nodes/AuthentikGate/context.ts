import type { IExecuteFunctions } from 'n8n-workflow';
import type { JWTVerifyGetKey } from 'jose';

import type { Application, FurtherApplication } from './application.ts';
import { applicationOf, furtherApplication } from './application.ts';
import { keySet } from './key-set.ts';
import { executionGet } from './transport.ts';

export interface GateContext {
	/** The application of the credential, then the others. */
	applications: (further: readonly FurtherApplication[]) => Promise<[Application, ...Application[]]>;
	/** The keys that an application signs with. */
	keysOf: (application: Application) => JWTVerifyGetKey;
}

/** Nothing is read before an item asks: what fails outside of items would send them all through the first output. */
export function connect(execution: IExecuteFunctions): GateContext {
	let first: Promise<Application> | undefined;
	const open = async () => applicationOf(await execution.getCredentials('authentikApplicationApi'));
	const get = executionGet(execution);
	return {
		applications: async (further) => {
			const ours = await (first ??= open());
			return [ours, ...further.map((other) => furtherApplication(ours, other))];
		},
		keysOf: (application) => keySet(get, application),
	};
}
