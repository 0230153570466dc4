import type { Model, Stored } from '../storage/model.ts';

export interface CertificateKeyPair extends Stored {
	pk: string;
	name: string;
	managed: string | null;
	/** PEM. */
	certificate_data: string;
	/** PEM, PKCS #8; empty when only the certificate is known. */
	key_data: string;
	key_type: 'rsa' | 'ec' | 'dsa' | 'ed25519' | 'ed448' | null;
}

export const certificateKeyPairModel: Model<CertificateKeyPair> = {
	app: 'authentik_crypto',
	name: 'certificatekeypair',
	verboseName: 'Certificate-Key Pair',
	key: 'uuid',
	unique: ['name'],
	indexed: ['managed'],
	references: {},
};
