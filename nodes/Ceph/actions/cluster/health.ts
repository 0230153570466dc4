import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { type Health, healthInWords } from './health-in-words.ts';

export const health = defineOperation<CephContext>()({
	name: 'Get Health',
	action: 'Get the health of the cluster',
	description: 'Whether the cluster is healthy, and if not, which checks fail and why',
	fields: {},
	async run({ dashboard }) {
		const answer = await dashboard.get<{ health: Health }>('api/health/minimal');
		return healthInWords(answer.health);
	},
});
