import type { AppendToStreamOptions } from '@eventstore/db-client';
import { scenario } from '../../../replay/scenario.ts';
import type { Scenario } from '../../../replay/scenario.ts';
import type { Run } from '../../../replay/run.ts';

/** The two calls that append. A client with credentials for the call itself takes Append instead of BatchAppend. */
const ways: Record<string, AppendToStreamOptions> = {
	BatchAppend: {},
	Append: { credentials: { username: 'admin', password: 'changeit' } },
};

/** A scenario for each of the two calls; `options` are the ones that choose it. */
export function bothWays(
	name: (way: string) => string, steps: (run: Run, options: AppendToStreamOptions) => Promise<void>,
): Scenario[] {
	return Object.entries(ways).map(([way, options]) => scenario(name(way), (run) => steps(run, options)));
}
