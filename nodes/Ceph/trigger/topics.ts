import { CreateTopicCommand, DeleteTopicCommand, GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';

import { SystemError } from '../../shared/errors.ts';
import { clientSettings, type GatewayCredential } from '../gateway/client.ts';
import { topicFailure } from './topic-failure.ts';

/** Where a topic's events go. */
export interface Topic {
	endpoint: string;
	persistent: boolean;
	secret: string;
}

/** The gateway's topics, which it offers by the API of SNS. */
export interface Topics {
	/** `undefined` when there is none. */
	find(arn: string): Promise<Topic | undefined>;
	/**
	 * Makes a topic, or changes the one of that name; events that it keeps stay, and go where they were to go.
	 *
	 * @param more further attributes
	 * @returns its ARN
	 */
	create(name: string, topic: Topic, more: Readonly<Record<string, string>>): Promise<string>;
	/** Removes a topic with the events that it keeps; that there is none is as good. */
	delete(arn: string): Promise<void>;
}

/** Milliseconds to wait for an answer. */
const ANSWER_TIMEOUT = 60_000;

/**
 * Opens the topics of the credential's user for a piece of work.
 *
 * @throws SystemError
 */
export async function withTopics<T>(credential: GatewayCredential, work: (topics: Topics) => Promise<T>): Promise<T> {
	const settings = clientSettings(credential, ANSWER_TIMEOUT);
	const client = new SNSClient(settings);
	const attempt = async <R>(topic: string, request: Promise<R>): Promise<R> => {
		try {
			return await request;
		} catch (thrown) {
			throw topicFailure(thrown, topic, settings.endpoint);
		}
	};
	try {
		return await work({
			async find(arn) {
				try {
					const { Attributes = {} } = await attempt(nameOf(arn), client.send(new GetTopicAttributesCommand({ TopicArn: arn })));
					return toTopic(Attributes);
				} catch (thrown) {
					if (thrown instanceof SystemError && thrown.failure.code === 'NoSuchTopic') return undefined;
					throw thrown;
				}
			},
			async create(name, { endpoint: push, persistent, secret }, more) {
				const Attributes = { ...more, 'push-endpoint': push, persistent: String(persistent), OpaqueData: secret };
				const { TopicArn = topicArn(name) } = await attempt(name, client.send(new CreateTopicCommand({ Name: name, Attributes })));
				return TopicArn;
			},
			async delete(arn) {
				await attempt(nameOf(arn), client.send(new DeleteTopicCommand({ TopicArn: arn })));
			},
		});
	} finally {
		client.destroy();
	}
}

/**
 * ARN of a topic of which nothing but the name is known. To find and to delete topics the gateway reads nothing else in an ARN:
 * whose they are it takes from who asks.
 */
export function topicArn(name: string): string {
	return `arn:aws:sns:default::${name}`;
}

export function nameOf(arn: string): string {
	return arn.slice(arn.lastIndexOf(':') + 1);
}

/** The endpoint is an attribute with JSON in it (rgw_pubsub_dest::to_json_str). */
function toTopic({ EndPoint = '{}', OpaqueData = '' }: Record<string, string>): Topic {
	const { EndpointAddress, Persistent } = JSON.parse(EndPoint) as Record<string, unknown>;
	return {
		endpoint: typeof EndpointAddress === 'string' ? EndpointAddress : '',
		persistent: Persistent === true || Persistent === 'true',
		secret: OpaqueData,
	};
}
