type Severity = 'HEALTH_OK' | 'HEALTH_WARN' | 'HEALTH_ERR';

/** What the Dashboard tells of the health of a cluster. */
export interface Health {
	status: Severity;
	checks: {
		type: string;
		severity: Severity;
		summary: { message: string };
		detail?: { message: string }[];
		muted?: boolean;
	}[];
}

const IN_WORDS: Readonly<Record<Severity, string>> = { HEALTH_OK: 'healthy', HEALTH_WARN: 'warning', HEALTH_ERR: 'error' };

export function healthInWords({ status, checks }: Health) {
	const failing = checks.map(({ type, severity, summary, detail = [], muted = false }) => ({
		code: type,
		severity: IN_WORDS[severity],
		message: summary.message,
		details: detail.map(({ message }) => message),
		muted,
	}));
	return {
		status: IN_WORDS[status],
		healthy: status === 'HEALTH_OK',
		summary: failing.length === 0 ? 'All checks pass' : failing.map(({ message }) => message).join('; '),
		checks: failing,
	};
}
