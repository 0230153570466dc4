import { generateCertificate } from '../crypto/key-pair.ts';
import { certificateKeyPairModel } from '../models/certificate-key-pair.ts';
import type { Objects } from '../storage/objects.ts';

const NAME = 'authentik Self-signed Certificate';

/** The key pair that providers sign with unless they have another one; made once and kept. */
export async function ensureCertificate(objects: Objects): Promise<void> {
	if (objects.find(certificateKeyPairModel, 'name', NAME)) return;
	const made = await generateCertificate({ algorithm: 'rsa', commonName: NAME, dnsNames: [], validDays: 3650 });
	objects.create(certificateKeyPairModel, { name: NAME, managed: null, ...made });
}
