import type { View } from '../resource.ts';

/** What a client may know before it has a token. */
export const config: View = {
	path: 'root/config',
	access: 'open',
	summary: 'Configuration',
	run: () => ({
		status: 200,
		body: {
			error_reporting: {
				enabled: false,
				sentry_dsn: '',
				environment: 'embedded',
				send_pii: false,
				traces_sample_rate: 0,
			},
			capabilities: [],
			cache_timeout: 300,
			cache_timeout_flows: 300,
			cache_timeout_policies: 300,
		},
	}),
};
