import { types } from 'node:util';

import { InvalidField, SystemError } from '../../shared/errors.ts';
import { networkFailure } from '../../shared/network-failure.ts';

const WHAT_TO_DO: Readonly<Record<number, string>> = {
	400: 'Check the fields of this node against what Ceph says.',
	401: 'Check user name and password of the credential.',
	403: 'The user of the credential may not do this: give it a role with the permission, in the Dashboard under User Management.',
	404: 'Check the name, and that the part of Ceph which offers this is set up.',
	409: 'Something like this exists already, or another task is changing it.',
	415: 'This release of Ceph speaks a version of this endpoint that the node does not know.',
	500: "The log of Ceph's active manager says more.",
	503: 'The part of Ceph which offers this is not ready: see the health of the cluster.',
};

const NO_ORCHESTRATOR = 'This needs an orchestrator, cephadm or Rook, which this cluster does not have or has not set up.';

/** The Dashboard's own words in an error answer: `detail`, which is missing where a proxy answers in its place. */
export function detailOf(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null || !('detail' in body)) return undefined;
	return typeof body.detail === 'string' ? body.detail : undefined;
}

/** How RADOS's Python binding says that there is no pool of a name, for an image as for a namespace. */
const NO_POOL = /^\[errno 2\] RADOS object not found \(error opening pool '(.*)'\)$/s;

/** Turns an error answer of the Dashboard into its own words and what to do. */
export function statusFailure(status: number, body: unknown, what: string): SystemError {
	const detail = detailOf(body);
	const [, pool] = NO_POOL.exec(detail ?? '') ?? [];
	if (pool !== undefined) {
		return new SystemError({ message: `There is no pool ${JSON.stringify(pool)}`, description: 'Check the name: upper and lower case differ.', code: String(status) });
	}
	return new SystemError({
		message: detail === undefined ? `The Ceph Dashboard answered ${status} to ${what}` : ownWords(detail),
		description: detail?.startsWith('Orchestrator ') ? NO_ORCHESTRATOR : (WHAT_TO_DO[status] ?? 'See the log of the Dashboard.'),
		code: String(status),
	});
}

/** For an endpoint that other releases have. */
export function notOffered(method: string, path: string): SystemError {
	return new SystemError({
		message: `This release of Ceph has no such operation: ${method} ${path}`,
		description: 'Its Dashboard does not offer it: what it offers is listed at /docs below its address.',
		code: 'release',
	});
}

/**
 * Whether the Dashboard broke on a question. It does so on every list of tasks, the summary included, while the progress
 * module of Ceph 19 and 20 remembers that a subvolume of a file system was cloned.
 */
export function isBroken(thrown: unknown): boolean {
	return thrown instanceof SystemError && thrown.failure.code === '500';
}

/**
 * For tasks that cannot be listed; any other failure stays.
 *
 * @param name of the task that is followed, if one is
 */
export function tasksUnknown(name: string | undefined, thrown: unknown): unknown {
	if (!isBroken(thrown)) return thrown;
	const message = name === undefined ? 'The Ceph Dashboard fails to list its tasks' : `The task ${name} goes on, but the Ceph Dashboard fails to list its tasks`;
	const description =
		'If a subvolume of a file system was cloned, this is an error of Ceph that ends with the command: ceph progress clear. Look whether a change was made before running it again.';
	return new SystemError({ message, description, code: 'tasks-unknown' }, thrown);
}

/** Turns what n8n's request helper throws into words; what already speaks for itself stays. */
export function requestFailure(thrown: unknown, url: string, what: string): unknown {
	if (!types.isNativeError(thrown) || thrown instanceof SystemError || thrown instanceof InvalidField) return thrown;
	// The helper wraps what the credential's log-in and the HTTP client throw.
	if (thrown.cause instanceof SystemError || thrown.cause instanceof InvalidField) return thrown.cause;
	const answer = answerIn(thrown) ?? answerIn(thrown.cause);
	if (answer) return statusFailure(answer.status, answer.data, what);
	const failure = networkFailure(thrown, 'The Ceph Dashboard', url);
	return failure ? new SystemError(failure, thrown) : thrown;
}

function answerIn(thrown: unknown): { status: number; data: unknown } | undefined {
	if (!types.isNativeError(thrown) || !('response' in thrown)) return undefined;
	const response = thrown.response as { status?: number; data?: unknown } | undefined;
	return typeof response?.status === 'number' ? { status: response.status, data: response.data } : undefined;
}

/** The web framework wraps what Ceph says of a missing thing: `The path 'No such pool' was not found.` */
function ownWords(detail: string): string {
	return /^The path '([^/].*)' was not found\.$/.exec(detail)?.[1] ?? detail;
}
