import { BucketLifecycleConfiguration$, type LifecycleExpiration, type LifecycleRule, type LifecycleRuleFilter, type Transition } from '@aws-sdk/client-s3';

import { InvalidField } from '../../../shared/errors.ts';
import { at } from '../../gateway/s3-json.ts';
import { readFramed } from './framed.ts';

/** What a rule does; it needs at least one of these. */
const ACTIONS = ['AbortIncompleteMultipartUpload', 'Expiration', 'NoncurrentVersionExpiration', 'NoncurrentVersionTransitions', 'Transitions'] as const;
const DAY = 86_400_000;

/**
 * Reads rules of a life cycle in the words of S3.
 *
 * @param zone IANA name of the time zone of dates without an offset
 * @throws InvalidField with the path of what is wrong; {@link checkRules}
 */
export function fromJson(json: unknown, field: string, zone: string): LifecycleRule[] {
	const rules = readFramed({ schema: BucketLifecycleConfiguration$, list: 'Rules' }, json, field, zone) as LifecycleRule[];
	checkRules(rules, field);
	return rules;
}

/**
 * Refuses what the gateway refuses without saying why, and what it would not heed (LCRule_S3::decode_xml in
 * src/rgw/rgw_lc_s3.cc, LCRule::valid in src/rgw/rgw_lc.cc).
 *
 * @throws InvalidField
 */
export function checkRules(rules: readonly LifecycleRule[], field: string): void {
	const check = (holds: boolean, problem: string, allowed: string) => {
		if (!holds) throw new InvalidField(field, problem, allowed);
	};
	rules.forEach((rule, index) => {
		const { ID, Status, Filter, Prefix } = rule;
		const path = (...more: (string | number)[]) => at(index, ...more);
		check(Status === 'Enabled' || Status === 'Disabled', `${path('Status')} is ${JSON.stringify(Status)}`, 'Enabled, Disabled');
		check(ID === undefined || ID.length <= 255, `${path('ID')} is too long`, 'at most 255 characters');
		check(!ID || rules.findIndex((other) => other.ID === ID) === index, `${path('ID')} is ${JSON.stringify(ID)}, which another rule has too`, 'a name of its own for each rule, or none');
		check((Filter === undefined) !== (Prefix === undefined), `${path()} must say which objects it is for, and say it once`, 'either "Filter" ({} for all objects) or "Prefix"');
		if (Filter) checkFilter(Filter, path('Filter'), check);
		check(ACTIONS.some((name) => (Array.isArray(rule[name]) ? rule[name].length > 0 : rule[name] !== undefined)), `${path()} does nothing`, `at least one of ${ACTIONS.join(', ')}`);
		checkActions(rule, path, check);
	});
}

type Check = (holds: boolean, problem: string, allowed: string) => void;
type Path = (...steps: (string | number)[]) => string;

function checkFilter({ And, ...alone }: LifecycleRuleFilter, path: string, check: Check): void {
	const beside = Object.keys(alone).map((name) => `"${name}"`);
	check(And === undefined || beside.length === 0, `${path} has ${beside.join(', ')} beside "And", where it counts for nothing`, 'all conditions inside "And"');
	check(And === undefined || Object.values(And).some((value) => (Array.isArray(value) ? value.length > 0 : value !== '')), `${path}.And has no conditions, and would be for all objects`, '"Filter": {} for all objects');
	const { ObjectSizeGreaterThan: more, ObjectSizeLessThan: less } = And ?? alone;
	check(more === undefined || less === undefined || less > more, `${path} has no room between its sizes`, 'an ObjectSizeLessThan above ObjectSizeGreaterThan');
}

function checkActions(rule: LifecycleRule, path: Path, check: Check): void {
	const { Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload, Transitions = [], NoncurrentVersionTransitions = [] } = rule;
	const days = (value: number | undefined, least: number, ...where: string[]) => check(value !== undefined && value >= least, `${path(...where)} is ${value ?? 'missing'}`, `${least} or more days`);
	if (Expiration) {
		const { Days, Date: date, ExpiredObjectDeleteMarker: marker } = Expiration;
		checkWhen(Expiration, path('Expiration'), check);
		if (Days !== undefined) days(Days, 1, 'Expiration', 'Days');
		check(Days !== undefined || date !== undefined || marker === true, `${path('Expiration')} does nothing`, '"ExpiredObjectDeleteMarker": true, or Days, or Date');
	}
	if (NoncurrentVersionExpiration) days(NoncurrentVersionExpiration.NoncurrentDays, 1, 'NoncurrentVersionExpiration', 'NoncurrentDays');
	if (AbortIncompleteMultipartUpload) days(AbortIncompleteMultipartUpload.DaysAfterInitiation, 1, 'AbortIncompleteMultipartUpload', 'DaysAfterInitiation');
	Transitions.forEach((transition, n) => {
		checkWhen(transition, path('Transitions', n), check);
		check(Boolean(transition.StorageClass), `${path('Transitions', n, 'StorageClass')} is missing`, 'the name of a storage class of the placement');
	});
	checkTogether(rule, path, check);
	NoncurrentVersionTransitions.forEach(({ NoncurrentDays, StorageClass, NewerNoncurrentVersions }, n) => {
		const where = path('NoncurrentVersionTransitions', n);
		check(NoncurrentDays !== undefined, `${where}.NoncurrentDays is missing`, '0 or more days');
		check(Boolean(StorageClass), `${where}.StorageClass is missing`, 'the name of a storage class of the placement');
		check(NewerNoncurrentVersions === undefined, `${where}.NewerNoncurrentVersions is not heeded by the gateway`, 'NoncurrentDays, StorageClass');
	});
}

/** What each holds for itself, and the gateway does not take side by side (RGWLifecycleConfiguration::check_and_add_rule). */
function checkTogether({ Filter, Expiration, AbortIncompleteMultipartUpload, Transitions = [], NoncurrentVersionTransitions = [] }: LifecycleRule, path: Path, check: Check): void {
	const hasTags = (Filter?.Tag ?? Filter?.And?.Tags?.[0]) !== undefined;
	const forTags = 'a rule of its own for it, without tags';
	check(!hasTags || Expiration?.ExpiredObjectDeleteMarker === undefined, `${path('Expiration', 'ExpiredObjectDeleteMarker')} does not go with tags in the filter`, forTags);
	check(!hasTags || AbortIncompleteMultipartUpload === undefined, `${path('AbortIncompleteMultipartUpload')} does not go with tags in the filter`, forTags);
	const times = [...Transitions, ...(Expiration ? [Expiration] : [])];
	const mixed = Transitions.length > 0 && times.some(({ Days }) => Days !== undefined) && times.some(({ Date: date }) => date !== undefined);
	check(!mixed, `${path()} has both days and dates`, 'one of them for the expiration and all transitions of a rule');
	for (const [name, list] of Object.entries({ Transitions, NoncurrentVersionTransitions })) {
		const again = list.findIndex(({ StorageClass }, index) => list.findIndex((other) => other.StorageClass === StorageClass) !== index);
		check(again === -1, `${path(name, again, 'StorageClass')} is there twice`, 'one transition to each storage class');
	}
}

function checkWhen(when: LifecycleExpiration & Pick<Transition, 'StorageClass'>, path: string, check: Check): void {
	const { StorageClass: _where, Date: date, ...rest } = when;
	const given = Object.keys(rest).length + (date === undefined ? 0 : 1);
	check(given === 1, given === 0 ? `${path} does not say when` : `${path} says more than once when`, 'one of Days, Date and ExpiredObjectDeleteMarker (for an expiration)');
	check(date === undefined || date.getTime() % DAY === 0, `${path}.Date is ${date?.toISOString() ?? ''}`, 'midnight in UTC, such as 2030-01-01 or 2030-01-01T00:00:00Z');
}
