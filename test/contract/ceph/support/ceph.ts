import { randomUUID } from 'node:crypto';
import { types } from 'node:util';

import {
	CreateBucketCommand,
	DeleteBucketCommand,
	DeleteObjectCommand,
	paginateListObjectsV2,
	S3Client,
} from '@aws-sdk/client-s3';
import type { ICredentialDataDecryptedObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import pMap from 'p-map';

import { CephDashboardApi } from '../../../../credentials/CephDashboardApi.credentials.ts';
import { Ceph } from '../../../../nodes/Ceph/Ceph.node.ts';
import { connections } from '../../../../stack/connections.ts';
import { type NodeRun, runNode } from '../../../support/node-runner.ts';

// Jest gives each file an Error of its own, to which Node's are foreign; the SDK puts an empty one in place of those that
// it does not recognise. In n8n there is only one Error.
Object.defineProperty(Error, Symbol.hasInstance, {
	value(this: unknown, value: unknown): boolean {
		return Function.prototype[Symbol.hasInstance].call(this as () => void, value) || (this === Error && types.isNativeError(value));
	},
});

const { rgw, rgwAdmin, cephDashboard } = await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host');

/** The credentials of the running cluster, as n8n hands them out. */
export const gatewayCredential = {
	endpoint: rgw.url,
	region: rgw.region,
	accessKeyId: rgw.accessKeyId,
	secretAccessKey: rgw.secretAccessKey,
	forcePathStyle: true,
	caCertificate: '',
	allowUnauthorizedCerts: false,
} satisfies ICredentialDataDecryptedObject;

/** The gateway by TLS, and a user who may administer users and buckets. */
export const adminGatewayCredential = {
	...gatewayCredential,
	endpoint: rgwAdmin.url,
	accessKeyId: rgwAdmin.accessKeyId,
	secretAccessKey: rgwAdmin.secretAccessKey,
	caCertificate: rgwAdmin.caCertificate,
} satisfies ICredentialDataDecryptedObject;

export const dashboardCredential = {
	...cephDashboard,
	token: '',
	allowUnauthorizedCerts: false,
} satisfies ICredentialDataDecryptedObject;

/**
 * The same, with the token that the first log-in of a file leaves in it, as n8n keeps it: the Dashboard takes a second for a log-in.
 */
export const signedIn = { ...dashboardCredential };

export const node = new Ceph();

/** The bare client, which judges what the node did. */
export const s3 = new S3Client({
	endpoint: rgw.url,
	region: rgw.region,
	credentials: { accessKeyId: rgw.accessKeyId, secretAccessKey: rgw.secretAccessKey },
	forcePathStyle: true,
});
afterAll(() => s3.destroy());

/** A name that no other test and no earlier run has. */
export const unique = () => `contract-${randomUUID()}`;

/** What a picker holds once its user chose by name. */
export const named = (value: string) => ({ __rl: true, mode: 'name', value });

export const itemsOf = (...values: object[]): INodeExecutionData[] => values.map((json) => ({ json: json as INodeExecutionData['json'] }));

/** Resources that the gateway answers for; the Dashboard does for all others. */
const OF_THE_GATEWAY = ['bucket', 'object', 'user'];

/** Runs an operation of the node with the one credential that it needs. */
export async function run(
	resource: string,
	operation: string,
	parameters: INodeParameters,
	more: Partial<NodeRun> = {},
): Promise<INodeExecutionData[]> {
	const [items] = await runNode(node, {
		credentials: OF_THE_GATEWAY.includes(resource) ? { cephObjectGatewayApi: gatewayCredential } : { cephDashboardApi: signedIn },
		credentialTypes: [new CephDashboardApi()],
		parameters: { resource, operation, ...parameters },
		...more,
	});
	return items!;
}

/** {@link run}, where only the JSON of the first item matters. */
export async function first(...call: Parameters<typeof run>): Promise<INodeExecutionData['json']> {
	const [item] = await run(...call);
	return item!.json;
}

/** A bucket for the tests of one file, gone with all that is in it when they end. */
export function bucketForTests(): string {
	const Bucket = unique();
	beforeAll(async () => {
		await s3.send(new CreateBucketCommand({ Bucket }));
	});
	afterAll(async () => {
		for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
			await pMap(Contents, ({ Key }) => s3.send(new DeleteObjectCommand({ Bucket, Key })), { concurrency: 16 });
		}
		await s3.send(new DeleteBucketCommand({ Bucket }));
	});
	return Bucket;
}

/** Keys that clients, proxies and XML are known to stumble over. */
export const AWKWARD_KEYS = [
	'../above',
	'../../etc/passwd',
	'./here',
	'.',
	'..',
	'/leading',
	'//double//slash//',
	'trailing/',
	'question?x=1&y=2',
	'hash#fragment',
	'100%',
	'percent%20encoded%2Fslash',
	' spaces  inside and around ',
	'plus+plus',
	'Prüfung – Übergröße.pdf',
	'e\u0301 and \u00e9',
	'日本語/ファイル.txt',
	'😀🚀',
	'quote\'s "and" <tags> & `ticks`',
	'{braces}|pipe^caret~[brackets]',
	'back\\slash',
	'tab\tand\nnew line\rand \u0001 control',
	"a=b;c:d@e,f$g!h*(i)'j",
	'x'.repeat(1024),
	'😀'.repeat(256),
];
