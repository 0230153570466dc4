import type { IExecuteFunctions } from 'n8n-workflow';
import type { JWTVerifyGetKey } from 'jose';

import type { Application } from './application.ts';
import { applicationOf } from './application.ts';
import { keySet } from './key-set.ts';
import { executionGet } from './transport.ts';

export interface GateContext {
	/** The application of the credential, and its keys. */
	gate: () => Promise<{ application: Application; keys: JWTVerifyGetKey }>;
}

/** Nothing is read before an item asks: what fails outside of items would send them all through the first output. */
export function connect(execution: IExecuteFunctions): GateContext {
	let opened: ReturnType<GateContext['gate']> | undefined;
	const open = async () => {
		const application = applicationOf(await execution.getCredentials('authentikApplicationApi'));
		return { application, keys: keySet(executionGet(execution), application) };
	};
	return { gate: () => (opened ??= open()) };
}
