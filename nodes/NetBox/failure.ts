import { SystemError } from '../shared/errors.ts';

const WHAT_TO_DO: Readonly<Record<number, string>> = {
	400: 'Check the fields that NetBox names.',
	404: 'It may have been deleted, or the user of the token may not see it.',
	405: 'NetBox makes objects of this type by itself: they can only be read.',
	409: 'Something else depends on it, or was changed at the same time.',
	429: 'NetBox limits how often it may be asked: set Retry On Fail, or handle fewer items at once.',
	503: 'NetBox is being started or updated: try again in a while.',
};

/** Turns an error answer of NetBox into its own words, naming the fields, and what to do; the code is the status. */
export function statusFailure(status: number, body: unknown, what: string): SystemError {
	// Two creations of one thing at once: both pass NetBox's checks, and the second meets the database's own.
	if (isObject(body) && body.exception === 'IntegrityError') return statusFailure(409, { error: body.error }, what);
	const code = String(status);
	const words = ownWords(body);
	if (status === 404 && words === undefined) {
		return new SystemError({
			message: `This NetBox has nothing at ${what}`,
			description: 'Choose an object type from the list, and check that the URL of the credential is the one of NetBox itself.',
			code,
		});
	}
	return new SystemError({
		message: words ?? `NetBox answered ${status} to ${what}`,
		description: status === 401 || status === 403 ? refused(words) : (WHAT_TO_DO[status] ?? 'The log of NetBox says more.'),
		code,
	});
}

/** NetBox says 403 both when it knows nobody of that token and when somebody may not do a thing. */
function refused(words = ''): string {
	return words.includes('permission')
		? 'An administrator gives the user of the token what it lacks, in NetBox under Admin > Permissions; the token itself must allow writing.'
		: 'Check the token of the credential: complete, enabled, not expired, and allowed from the address of n8n.';
}

/** The sentences in an error answer, each after the field that it is about; `undefined` for a page instead of an answer. */
export function ownWords(body: unknown): string | undefined {
	if (!isObject(body)) return undefined;
	// With an exception come its name and the versions of the programs, which say nothing to a user.
	const sentences = sentencesIn('exception' in body ? body.error : body, '');
	return sentences.length > 0 ? sentences.join('; ') : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function sentencesIn(value: unknown, path: string): string[] {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return [path === '' ? String(value) : `${path}: ${value}`];
	}
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => sentencesIn(inner, join(path, key, value)));
}

/** What is about no field in particular stands under names of its own; places in a list of sentences say nothing. */
function join(path: string, key: string, parent: object): string {
	const inner = (parent as Record<string, unknown>)[key];
	if (['detail', 'error', 'non_field_errors', '__all__'].includes(key)) return path;
	if (Array.isArray(parent) && typeof inner !== 'object') return path;
	return path === '' ? key : `${path}.${key}`;
}
