import { VERSION } from '../../version.ts';
import type { View } from '../resource.ts';

export const version: View = {
	path: 'admin/version',
	access: 'authenticated',
	summary: 'Version',
	run: () => ({
		status: 200,
		body: {
			version_current: VERSION,
			version_latest: VERSION,
			version_latest_valid: true,
			build_hash: '',
			outdated: false,
			outpost_outdated: false,
		},
	}),
};
