import { InvalidField } from '../../../shared/errors.ts';
import { segment } from '../../../shared/path-segment.ts';

const ALLOWED = 'a path below /api such as pool/tenant-a, with values percent-encoded: block/image/volumes%2Fdb';

/**
 * Turns what the user gives as a path into one below the Dashboard's address that cannot lead anywhere else.
 *
 * @param text with or without `/api/` at its beginning; segments may be percent-encoded
 * @throws InvalidField when it names another server, goes up, or brings a query with it
 */
export function requestPath(text: string): string {
	const path = text.trim();
	if (/^[a-z][a-z\d+.-]*:\/\//i.test(path)) throw new InvalidField('Path', 'it names a server, which the credential does', ALLOWED);
	if (path.includes('?') || path.includes('#')) throw new InvalidField('Path', 'it has a query, for which there are the query parameters', ALLOWED);
	const names = path.replace(/^\/?(?:api(?:\/|$))?/, '').split('/');
	return ['api', ...names.map(encoded)].join('/');
}

function encoded(name: string): string {
	let plain: string;
	try {
		plain = decodeURIComponent(name);
	} catch {
		throw new InvalidField('Path', `"${name.slice(0, 80)}" is not percent-encoded; a percent sign is written %25`, ALLOWED);
	}
	if (plain === '' || plain === '.' || plain === '..' || plain.includes('\\')) {
		throw new InvalidField('Path', `"${name.slice(0, 80)}" cannot be a part of it`, ALLOWED);
	}
	return segment(plain);
}
