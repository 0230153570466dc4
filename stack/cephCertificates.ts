import { generateKeyPairSync, X509Certificate } from 'node:crypto';

import { makeCertificate } from './certificate.ts';

/** What Ceph's Dashboard and gateway prove themselves by: each DER in base64, which fits on one line of an env file. */
export const cephCertificateNames = ['CIM_CEPH_TLS_AUTHORITY', 'CIM_CEPH_TLS_CERTIFICATE', 'CIM_CEPH_TLS_KEY'] as const;
export type CephCertificateName = (typeof cephCertificateNames)[number];

/** Names by which the stack's containers, its host, and containers of other networks reach Ceph. */
const DNS_NAMES = ['ceph', 'localhost', 'host.docker.internal'];
const DAYS = 3650;

/** Makes an authority of the project's own and a certificate that it signs; the authority's key is not kept. */
export async function makeCephCertificates(): Promise<Record<CephCertificateName, string>> {
	// The Dashboard takes no others than RSA keys.
	const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
	const authority = { commonName: 'n8n-nodes-cim stack', organization: 'n8n-nodes-cim', privateKey: newKey() };
	// A clock of another machine may be a little behind.
	const valid = { from: new Date(Date.now() - 3_600_000), validDays: DAYS };
	const privateKey = newKey();
	const server = { commonName: 'ceph', organization: 'n8n-nodes-cim', dnsNames: DNS_NAMES, ipAddresses: ['127.0.0.1'], privateKey };
	return {
		CIM_CEPH_TLS_AUTHORITY: derOf(await makeCertificate({ ...authority, ...valid, isAuthority: true })),
		CIM_CEPH_TLS_CERTIFICATE: derOf(await makeCertificate({ ...server, ...valid, issuer: authority })),
		CIM_CEPH_TLS_KEY: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
	};
}

function derOf(pem: string): string {
	return new X509Certificate(pem).raw.toString('base64');
}
