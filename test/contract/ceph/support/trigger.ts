import { setTimeout as sleep } from 'node:timers/promises';

import { GetBucketNotificationConfigurationCommand, type TopicConfiguration } from '@aws-sdk/client-s3';
import { paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CephTrigger } from '../../../../nodes/Ceph/CephTrigger.node.ts';
import { TriggerRunner, type TriggerSetup } from '../../../support/trigger-runner.ts';
import { gatewayCredential, named, s3 } from './ceph.ts';
import { hostAddress } from './host-address.ts';

const { endpoint, region, accessKeyId, secretAccessKey } = gatewayCredential;

/** The bare client of topics. */
export const sns = new SNSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
afterAll(() => sns.destroy());

/** Names of the topics that the gateway has. */
export async function topicNames(): Promise<string[]> {
	const names: string[] = [];
	for await (const { Topics = [] } of paginateListTopics({ client: sns }, {})) names.push(...Topics.map(({ TopicArn = '' }) => TopicArn.split(':').at(-1)!));
	return names;
}

/** Notifications of a bucket, by their ids. */
export async function notificationsOf(Bucket: string): Promise<Map<string, TopicConfiguration>> {
	const { TopicConfigurations = [] } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
	return new Map(TopicConfigurations.map((configuration) => [configuration.Id!, configuration]));
}

/** Gives triggers that the gateway can reach; whatever they made is gone when the tests of the file end. */
export function triggersForTests(): (bucket: string, parameters?: INodeParameters, more?: Partial<TriggerSetup>) => Promise<TriggerRunner> {
	const made: TriggerRunner[] = [];
	afterAll(async () => {
		for (const trigger of made) {
			await trigger.deactivate().catch(() => undefined);
			trigger.close();
		}
	}, 60_000);
	return async (bucket, parameters = {}, more = {}) => {
		const trigger = new TriggerRunner(new CephTrigger(), {
			// Delivered before the answer to the writer, so that tests need not wait; the way is tried where that is the matter.
			parameters: { bucket: named(bucket), persistent: false, ...parameters, options: { checkWayBack: false, ...(parameters.options as INodeParameters) } },
			credentials: { cephObjectGatewayApi: gatewayCredential },
			...more,
		});
		made.push(trigger);
		await trigger.listen(await hostAddress());
		return trigger;
	};
}

/** Name of the topic and id of the notification of a trigger that is active. */
export function nameOf(trigger: TriggerRunner): string {
	return registrationOf(trigger).name as string;
}

export function registrationOf(trigger: TriggerRunner): IDataObject {
	return (trigger.staticData['node:Ceph Trigger'] as { registration: IDataObject }).registration;
}

/** Waits until a trigger has so many items. */
export async function itemsOf(trigger: TriggerRunner, count: number, timeout = 60_000): Promise<IDataObject[]> {
	for (const deadline = Date.now() + timeout; trigger.items.length < count && Date.now() < deadline; ) await sleep(100);
	return trigger.items;
}
