import type { EventStoreDBClient } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { Run } from '../../../replay/run.ts';
import { Accounts } from '../../support/accounts.ts';

const password = 'Some-Password1';

/** Two accounts of a run's own, and clients of all kinds of callers. */
export interface Everybody {
	/** In the group `readers`. */
	one: string;
	/** In no group. */
	two: string;
	clients: Record<'admin' | 'ops' | 'one' | 'two' | 'nobody' | 'wrong' | 'unknown', EventStoreDBClient>;
}

export async function everybody(run: Run): Promise<Everybody> {
	const accounts = new Accounts(run);
	const [one, two] = [run.name('one'), run.name('two')];
	for (const [loginName, groups] of [[one, ['readers']], [two, []]] as const) {
		run.cleanup(() => accounts.delete(loginName));
		try {
			await accounts.create({ loginName, password, fullName: loginName, groups: [...groups] });
		} catch (error) {
			run.note('no users', thereAreNone(error as ServiceError) ? neverAnswered : error);
		}
	}
	return {
		one, two,
		clients: {
			admin: run.client,
			ops: run.as('ops:changeit'),
			one: run.as(`${one}:${password}`),
			two: run.as(`${two}:${password}`),
			nobody: run.as(undefined),
			wrong: run.as(`${one}:wrong`),
			unknown: run.as(`unknown:${password}`),
		},
	};
}

/** A server without TLS has no users. The real one does not answer then, the embedded one says so: these scenarios are of what comes after. */
function thereAreNone({ code, details }: ServiceError): boolean {
	return code === status.UNIMPLEMENTED && details.startsWith('Users need TLS');
}

/** What a client tells of a call that is never answered. */
const neverAnswered = {
	name: 'Error', code: status.DEADLINE_EXCEEDED, message: '4 DEADLINE_EXCEEDED: Deadline exceeded',
	status: status.DEADLINE_EXCEEDED, details: 'Deadline exceeded', trailers: {},
};

/** The password of the accounts. */
export { password };
