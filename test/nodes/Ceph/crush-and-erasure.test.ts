import { ruleItem } from '../../../nodes/Ceph/actions/crush-rule/rule.ts';
import { profileItem } from '../../../nodes/Ceph/actions/erasure-code-profile/profile.ts';

const take = (item_name: string) => ({ op: 'take', item: -1, item_name });
const emit = { op: 'emit' };

describe('a CRUSH rule', () => {
	it.each([
		['of all devices', 1, [take('default'), { op: 'chooseleaf_firstn', num: 0, type: 'host' }, emit], { type: 'replicated', root: 'default', deviceClass: null, failureDomain: 'host' }],
		['of a class', 3, [{ op: 'set_chooseleaf_tries', num: 5 }, take('rack-1~ssd'), { op: 'choose_indep', num: 0, type: 'osd' }, emit], { type: 'erasure', root: 'rack-1', deviceClass: 'ssd', failureDomain: 'osd' }],
		['of two levels', 1, [take('default'), { op: 'choose_firstn', num: 2, type: 'rack' }, { op: 'chooseleaf_firstn', num: 2, type: 'host' }, emit], { failureDomain: 'host' }],
		['of a later kind', 5, [take('default'), { op: 'choosemsr_indep', num: 4, type: 'host' }, emit], { type: 'msr_indep', failureDomain: 'host' }],
		['of an unknown kind', 9, [], { type: '9', root: null, deviceClass: null, failureDomain: null }],
	])('%s', (_what, type, steps, shown) => {
		expect(ruleItem({ rule_id: 1, rule_name: 'r', type, steps })).toMatchObject({ rule: 'r', id: 1, steps, ...shown });
	});
});

describe('an erasure code profile', () => {
	it('is given with what every profile has, and the parameters of its plugin', () => {
		const raw = {
			name: 'k4m2',
			k: 4,
			m: 2,
			plugin: 'jerasure',
			technique: 'reed_sol_van',
			w: '8',
			'crush-failure-domain': 'osd',
			'crush-root': 'default',
			'crush-device-class': '',
			'crush-num-failure-domains': '0',
		};
		expect(profileItem(raw)).toEqual({
			profile: 'k4m2',
			k: 4,
			m: 2,
			plugin: 'jerasure',
			technique: 'reed_sol_van',
			failureDomain: 'osd',
			root: 'default',
			deviceClass: null,
			parameters: { w: '8', 'crush-num-failure-domains': '0' },
		});
	});

	it('may lack almost everything', () => {
		expect(profileItem({ name: 'layers', plugin: 'lrc', layers: '[]' })).toEqual({
			profile: 'layers',
			k: null,
			m: null,
			plugin: 'lrc',
			technique: null,
			failureDomain: null,
			root: null,
			deviceClass: null,
			parameters: { layers: '[]' },
		});
	});
});
