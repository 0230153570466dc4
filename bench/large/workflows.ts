import type { WorkflowFile } from '../../stack/n8n/workflows.ts';

/** A workflow that takes an object and puts its bytes under another key, when its webhook is called. */
export interface LargeWorkflow extends WorkflowFile {
	path: string;
	key: string;
}

/** n8n's own S3 node has a credential type of its own. */
export const S3_CREDENTIAL = { id: 'cim-bench-s3', name: 'Bench S3', type: 's3' } as const;

const GATEWAY = { cephObjectGatewayApi: { id: 'cim-object-gateway', name: 'Ceph Object Gateway' } };

const named = (value: string) => ({ __rl: true, mode: 'name', value });

/** Get and put by our node. */
export function throughOurNode(bucket: string, source: string): LargeWorkflow {
	return workflow('cim-bench-large', { bucket, source, key: 'by-our-node' }, {
		type: 'n8n-nodes-cim.ceph',
		typeVersion: 1,
		parameters: { resource: 'object', operation: 'put', bucket: named(bucket), key: 'by-our-node', property: 'data', options: {} },
		credentials: GATEWAY,
	});
}

/** Get by our node, put by n8n's S3 node. */
export function throughS3Node(bucket: string, source: string): LargeWorkflow {
	return workflow('cim-bench-large-s3', { bucket, source, key: 'by-s3-node' }, {
		type: 'n8n-nodes-base.s3',
		typeVersion: 1,
		parameters: { resource: 'file', operation: 'upload', bucketName: bucket, fileName: 'by-s3-node', binaryData: true, binaryPropertyName: 'data' },
		credentials: { s3: { id: S3_CREDENTIAL.id, name: S3_CREDENTIAL.name } },
	});
}

function workflow(id: string, { bucket, source, key }: Record<'bucket' | 'source' | 'key', string>, put: object): LargeWorkflow {
	const nodes = [
		{ id: 'call', name: 'Call', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, position: [0, 0], webhookId: id, parameters: { path: id, responseMode: 'lastNode', options: {} } },
		{
			id: 'get',
			name: 'Get',
			type: 'n8n-nodes-cim.ceph',
			typeVersion: 1,
			position: [220, 0],
			parameters: { resource: 'object', operation: 'get', bucket: named(bucket), key: source, property: 'data', options: {} },
			credentials: GATEWAY,
		},
		{ id: 'put', name: 'Put', position: [440, 0], ...put },
	];
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return { id, name: id, nodes, connections: { Call: to('Get'), Get: to('Put') }, settings: {}, source: '', path: id, key };
}
