import { createHash, X509Certificate } from 'node:crypto';

/** The fields of a JSON Web Key that describe its certificate (RFC 7517 4.7 to 4.9). */
export function certificateMembers(pem: string): { x5c: string[]; x5t: string; 'x5t#S256': string } {
	const { raw } = new X509Certificate(pem);
	return {
		x5c: [raw.toString('base64')],
		x5t: createHash('sha1').update(raw).digest('base64url'),
		'x5t#S256': createHash('sha256').update(raw).digest('base64url'),
	};
}
