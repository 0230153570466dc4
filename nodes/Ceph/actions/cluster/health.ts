import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';

type Severity = 'HEALTH_OK' | 'HEALTH_WARN' | 'HEALTH_ERR';

interface Check {
	type: string;
	severity: Severity;
	summary: { message: string };
	detail?: { message: string }[];
	muted?: boolean;
}

const IN_WORDS: Readonly<Record<Severity, string>> = { HEALTH_OK: 'healthy', HEALTH_WARN: 'warning', HEALTH_ERR: 'error' };

export const health = defineOperation<CephContext>()({
	name: 'Get Health',
	action: 'Get the health of the cluster',
	description: 'Whether the cluster is healthy, and if not, which checks fail and why',
	fields: {},
	async run({ dashboard }) {
		const { health: answer } = await dashboard.get<{ health: { status: Severity; checks: Check[] } }>('api/health/minimal');
		const checks = answer.checks.map(({ type, severity, summary, detail = [], muted = false }) => ({
			code: type,
			severity: IN_WORDS[severity],
			message: summary.message,
			details: detail.map(({ message }) => message),
			muted,
		}));
		return {
			status: IN_WORDS[answer.status],
			healthy: answer.status === 'HEALTH_OK',
			summary: checks.length === 0 ? 'All checks pass' : checks.map(({ message }) => message).join('; '),
			checks,
		};
	},
});
