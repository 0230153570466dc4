import { arch, platform, release } from 'node:os';
import { VERSION } from '../../version.ts';
import type { View } from '../resource.ts';

/** What the server runs on. Headers of the request are not repeated: one of them is the caller's token. */
export const system: View = {
	path: 'admin/system',
	access: 'superuser',
	summary: 'System',
	run: ({ origin }) => ({
		status: 200,
		body: {
			http_headers: {},
			http_host: new URL(origin).host,
			http_is_secure: origin.startsWith('https:'),
			runtime: {
				python_version: `none: embedded, Node.js ${process.version}`,
				environment: 'embedded',
				architecture: arch(),
				platform: platform(),
				uname: `${platform()} ${release()} ${arch()}`,
				openssl_version: process.versions.openssl ?? '',
				openssl_fips_enabled: false,
				authentik_version: VERSION,
			},
			brand: 'Default brand',
			server_time: new Date().toISOString(),
			embedded_outpost_disabled: true,
			embedded_outpost_host: origin,
			base_url: `${origin}/`,
		},
	}),
};
