import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { defineNode } from '../shared/node.ts';
import { api } from './actions/api/index.ts';
import { bucket } from './actions/bucket/index.ts';
import { cluster } from './actions/cluster/index.ts';
import { crushRule } from './actions/crush-rule/index.ts';
import { erasureCodeProfile } from './actions/erasure-code-profile/index.ts';
import { fileSystem } from './actions/file-system/index.ts';
import { host } from './actions/host/index.ts';
import { image } from './actions/image/index.ts';
import { namespace } from './actions/namespace/index.ts';
import { object } from './actions/object/index.ts';
import { osd } from './actions/osd/index.ts';
import { pool } from './actions/pool/index.ts';
import { snapshot } from './actions/snapshot/index.ts';
import { subvolume } from './actions/subvolume/index.ts';
import { user } from './actions/user/index.ts';
import { methods } from './methods.ts';
import { connect } from './transport.ts';

const ceph = defineNode({
	resources: { object, bucket, cluster, user, fileSystem, subvolume, osd, host, api, image, snapshot, namespace, pool, crushRule, erasureCodeProfile },
	connect,
});

export class Ceph implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ceph',
		name: 'ceph',
		icon: { light: 'file:ceph.svg', dark: 'file:ceph.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: ceph.subtitle,
		description: 'Work with objects and buckets, block images, file systems, pools and users of a Ceph cluster, and with the cluster itself',
		defaults: { name: 'Ceph' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{
				name: 'cephObjectGatewayApi',
				required: true,
				testedBy: 'cephObjectGatewayTest',
				displayOptions: { show: { resource: ['bucket', 'object', 'user'] } },
			},
			{
				name: 'cephDashboardApi',
				required: true,
				displayOptions: { hide: { resource: ['bucket', 'object', 'user'] } },
			},
		],
		properties: ceph.properties,
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await ceph.execute(this);
	}
}
