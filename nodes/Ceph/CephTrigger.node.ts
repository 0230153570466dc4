import type { IHookFunctions, INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { toProperties } from '../shared/properties.ts';
import { methods } from './methods.ts';
import { fields } from './trigger/fields.ts';
import { checkExists, create, remove } from './trigger/hooks.ts';
import { receive } from './trigger/webhook.ts';

export class CephTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ceph Trigger',
		name: 'cephTrigger',
		icon: { light: 'file:ceph.svg', dark: 'file:ceph.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["bucket"] + "/" + $parameter["prefix"] }}',
		// n8n's node picker has one entry for a node and its trigger, and describes it in these words alone.
		description:
			'Work with objects and buckets, block images, file systems, pools and users of a Ceph cluster, and with the cluster itself; start workflows when objects are created, removed, expired or replicated',
		defaults: { name: 'Ceph Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'cephObjectGatewayApi', required: true, testedBy: 'cephObjectGatewayTest' }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'bucket-events' }],
		properties: toProperties(fields),
	};

	methods = {
		listSearch: { searchBuckets: methods.listSearch.searchBuckets },
		credentialTest: methods.credentialTest,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
