import { types } from 'node:util';

import { networkFailure } from '../../shared/network-failure.ts';
import { tryAgain } from '../../shared/try-again.ts';

/** Milliseconds for a gateway to come back: a restart, or another one taking over. */
const PATIENCE = 60_000;
const NETWORK = ['unreachable', 'timeout', 'connection-lost'];

/** Whether the gateway could not be reached or failed by itself, so that the same request may succeed later. */
export function isOutage(thrown: unknown): boolean {
	if (!types.isNativeError(thrown)) return false;
	const status = '$metadata' in thrown ? (thrown.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
	if (status !== undefined && status >= 400) return status >= 500;
	return NETWORK.includes(networkFailure(thrown, '', '')?.code ?? '');
}

/**
 * Does again what fails because the gateway is away, until it is back.
 *
 * @param work may be done more than once
 * @throws what the work throws, when it is of another kind or the gateway stays away for a minute
 */
export async function throughOutage<T>(work: () => Promise<T>, signal?: AbortSignal, patience = PATIENCE): Promise<T> {
	const deadline = Date.now() + patience;
	const pause = (tries: number) => Math.min(250 * 2 ** (tries - 1), 4_000);
	return await tryAgain(work, { isPassing: isOutage, pause: (tries) => (Date.now() + pause(tries) > deadline ? undefined : pause(tries)), signal });
}
