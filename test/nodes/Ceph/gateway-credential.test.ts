import { type GatewayCredential, readCredential } from '../../../nodes/Ceph/gateway/client.ts';

const CREDENTIAL: GatewayCredential = { endpoint: 'https://rgw.example.com:7480', region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret', forcePathStyle: true };

describe('the credential of the gateway', () => {
	it('is read without what pasting puts around it', () => {
		const pasted = { endpoint: ' https://rgw.example.com:7480/\n', publicEndpoint: ' ', region: ' us-east-1 ', accessKeyId: 'key\n', secretAccessKey: '\u00a0secret\r\n' };
		expect(readCredential({ ...CREDENTIAL, ...pasted })).toEqual({ ...CREDENTIAL, publicEndpoint: '', caCertificate: undefined, allowUnauthorizedCerts: undefined });
	});

	it.each([
		[{ endpoint: 'rgw:7480' }, 'Endpoint: "rgw:7480" in the credential must begin with https:// or http://'],
		[{ endpoint: 'https://rgw.example.com/documents' }, 'Endpoint: it has the path "/documents"'],
		[{ endpoint: undefined as unknown as string }, 'Endpoint: the credential holds no address'],
		[{ accessKeyId: ' ' }, 'Access Key: the credential holds none'],
		[{ secretAccessKey: undefined as unknown as string }, 'Secret Key: the credential holds none'],
		[{ publicEndpoint: 'files.example.com' }, 'Public Endpoint: "files.example.com" in the credential must begin with https:// or http://'],
	])('is refused with %j', (wrong, problem) => {
		expect(() => readCredential({ ...CREDENTIAL, ...wrong })).toThrow(problem);
	});
});
