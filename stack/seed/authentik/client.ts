import type { Middleware } from '@goauthentik/api';
import { Configuration, CoreApi, CryptoApi, FlowsApi, PropertymappingsApi, ProvidersApi } from '@goauthentik/api';

/** The parts of Authentik's published client that the seed needs. */
export interface Client {
	core: CoreApi;
	crypto: CryptoApi;
	flows: FlowsApi;
	propertyMappings: PropertymappingsApi;
	providers: ProvidersApi;
}

/** What Authentik answered, when it was not a success. */
export class AuthentikRefused extends Error {
	readonly status: number;

	constructor(method: string, url: string, status: number, text: string) {
		super(`Authentik answered ${status} to ${method} ${new URL(url).pathname}: ${text.slice(0, 500)}`);
		this.status = status;
	}
}

const refusals: Middleware = {
	async post({ init, url, response }) {
		if (response.ok) return response;
		throw new AuthentikRefused(init.method ?? 'GET', url, response.status, await response.text());
	},
};

/** @param url without a slash at the end */
export function connect(url: string, token: string): Client {
	const configuration = new Configuration({ basePath: `${url}/api/v3`, accessToken: token, middleware: [refusals] });
	return {
		core: new CoreApi(configuration),
		crypto: new CryptoApi(configuration),
		flows: new FlowsApi(configuration),
		propertyMappings: new PropertymappingsApi(configuration),
		providers: new ProvidersApi(configuration),
	};
}
