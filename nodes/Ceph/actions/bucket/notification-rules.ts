import { InvalidField } from '../../../shared/errors.ts';
import { METADATA_PREFIX } from '../../gateway/metadata.ts';
import { type TopicNotification, TOPICS } from '../../gateway/notifications.ts';
import { at } from '../../gateway/s3-json.ts';
import { readFramed } from './framed.ts';

const KEY_RULES = ['prefix', 'suffix', 'regex'];

/**
 * Reads notifications in the words of S3 and of Ceph's additions to them.
 *
 * @throws InvalidField with the path of what is wrong, also for a filter that no object could ever pass
 */
export function notificationsFromJson(json: unknown, field: string, zone: string): TopicNotification[] {
	const notifications = readFramed({ schema: TOPICS, list: 'TopicConfigurations' }, json, field, zone) as TopicNotification[];
	notifications.forEach(({ Id, Events = [], Filter = {} }, index) => {
		if (Events.length === 0) throw new InvalidField(field, `${at(index, 'Events')} is empty`, 'at least one event, such as s3:ObjectCreated:*');
		if (Id && notifications.findIndex((other) => other.Id === Id) !== index) {
			throw new InvalidField(field, `${at(index, 'Id')} is ${JSON.stringify(Id)}, which another one has too`, 'a name of its own for each');
		}
		for (const [group, { FilterRules = [] }] of Object.entries(Filter)) {
			FilterRules.forEach(({ Name = '' }, n) => {
				const path = at(index, 'Filter', group, 'FilterRules', n, 'Name');
				if (group === 'Key' && !KEY_RULES.includes(Name)) throw new InvalidField(field, `${path} is ${JSON.stringify(Name)}`, KEY_RULES.join(', '));
				if (group === 'Metadata' && !Name.startsWith(METADATA_PREFIX)) {
					throw new InvalidField(field, `${path} is ${JSON.stringify(Name)}`, `a name as headers have it: ${METADATA_PREFIX}${Name.toLowerCase() || 'tenant'}`);
				}
				if (FilterRules.findIndex((other) => other.Name === Name) !== n) throw new InvalidField(field, `${path} is ${JSON.stringify(Name)} once more`, 'one rule for each name');
			});
		}
	});
	return notifications;
}
