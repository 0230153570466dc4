import { InvalidField } from '../shared/errors.ts';

/** How a credential says which certificates to trust. */
export interface Trust {
	/** PEM of the authority that signed the server's certificate; the public authorities when empty. */
	caCertificate?: string;
	allowUnauthorizedCerts?: boolean;
}

/** Options of Node's TLS for a credential's trust. */
export interface TlsOptions {
	ca?: string;
	rejectUnauthorized?: boolean;
}

/** @throws InvalidField when the certificate is not PEM: Node would ignore it without a word */
export function tlsOptions({ caCertificate = '', allowUnauthorizedCerts = false }: Trust): TlsOptions {
	if (allowUnauthorizedCerts) return { rejectUnauthorized: false };
	const pem = caCertificate.trim();
	if (pem === '') return {};
	if (!/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(pem)) {
		throw new InvalidField('CA Certificate', 'this is no certificate', 'PEM text that begins with -----BEGIN CERTIFICATE-----');
	}
	return { ca: pem };
}
