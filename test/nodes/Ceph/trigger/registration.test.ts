import { SystemError } from '../../../../nodes/shared/errors.ts';
import type { Gateway } from '../../../../nodes/Ceph/gateway/gateway.ts';
import { deregister, register } from '../../../../nodes/Ceph/trigger/registration.ts';
import type { Settings } from '../../../../nodes/Ceph/trigger/settings.ts';
import type { Topics } from '../../../../nodes/Ceph/trigger/topics.ts';

const SETTINGS: Settings = {
	bucket: 'b',
	events: ['s3:ObjectCreated:*'],
	filter: { key: { prefix: '', suffix: '', regex: '' }, metadata: [], tags: [] },
	endpoint: 'http://n8n:5678/webhook/x',
	persistent: true,
	delivery: {},
};
const LISTED = { TopicConfigurations: [{ Id: 'n', TopicArn: 'arn:aws:sns:default::n', Events: SETTINGS.events }] };

/** A gateway that answers each request in turn as told; a real one cannot be made to lose a race at will. */
function doors(...answers: unknown[]) {
	const topics: string[] = [];
	const log: string[] = [];
	const gateway = {
		send: async () => {
			const answer = answers.shift();
			log.push('request');
			if (answer instanceof Error) throw answer;
			return answer ?? {};
		},
	} as unknown as Gateway;
	const fake: Topics = {
		find: async () => undefined,
		create: async (name) => {
			topics.push(name);
			return `arn:aws:sns:default::${name}`;
		},
		delete: async () => {
			log.push('topic deleted');
			topics.pop();
		},
	};
	return { gateway, topics: fake, made: topics, log };
}

const failure = (code: string) => new SystemError({ message: `said ${code}`, code });

describe('a registration', () => {
	it('puts the notification again when another change undid it, or the gateway lost a race', async () => {
		const at = doors({}, { TopicConfigurations: [] }, failure('ConcurrentModification'), {}, LISTED);
		await expect(register(at, 'n', SETTINGS, 's')).resolves.toMatchObject({ name: 'n', bucket: 'b', secret: 's' });
		expect(at.log).toHaveLength(5);
		expect(at.made).toEqual(['n']);
	});

	it('leaves no topic behind when the notification is refused', async () => {
		const at = doors(failure('NoSuchBucket'), {});
		await expect(register(at, 'n', SETTINGS, 's')).rejects.toThrow('said NoSuchBucket');
		expect(at.made).toEqual([]);
	});

	it('does not mind how releases spell the names of events', async () => {
		const at = doors({}, { TopicConfigurations: [{ ...LISTED.TopicConfigurations[0], Events: ['s3:ObjectLifecycle:Expiration:NonCurrent'] }] });
		await expect(register(at, 'n', { ...SETTINGS, events: ['s3:ObjectLifecycle:Expiration:Noncurrent'] }, 's')).resolves.toHaveProperty('name', 'n');
	});

	it('gives up when the notification never stays', async () => {
		const at = doors();
		await expect(register(at, 'n', SETTINGS, 's')).rejects.toThrow('The gateway took the notification of bucket "b" and does not list it');
		expect(at.made).toEqual([]);
	});

	it('is removed without its bucket', async () => {
		const at = doors(failure('NoSuchBucket'));
		await deregister(at, { name: 'n', bucket: 'b', topicArn: 'arn' });
		expect(at.log).toEqual(['request', 'topic deleted']);
	});

	it('loses its topic also when its notification cannot be removed, and says so', async () => {
		const at = doors(failure('AccessDenied'));
		await expect(deregister(at, { name: 'n', bucket: 'b', topicArn: 'arn' })).rejects.toThrow('said AccessDenied');
		expect(at.log).toEqual(['request', 'topic deleted']);
	});
});
