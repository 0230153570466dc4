import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { Provider } from 'oidc-provider';
import { applicationModel } from '../models/application.ts';
import { certificateKeyPairModel } from '../models/certificate-key-pair.ts';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';
import { oauth2ProviderModel } from '../models/oauth2-provider.ts';
import { scopeMappingModel } from '../models/scope-mapping.ts';
import { configurationOf } from './configuration.ts';
import type { ForwardedRequest } from './forwarded-request.ts';
import { registerGrants } from './grants.ts';
import type { Realm } from './realm.ts';
import { realmOf } from './realm.ts';
import type { OAuth2Services } from './services.ts';
import { authentikShapes } from './shapes.ts';

export interface Instance {
	realm: Realm;
	/** Has oidc-provider answer a request. */
	answer(request: ForwardedRequest, response: ServerResponse): Promise<void>;
}

/** Origins come from callers, so only so many instances are kept. */
const LIMIT = 64;

/** oidc-provider fixes its issuer, and Authentik's follows the caller's origin: one instance per provider and origin. */
export class Instances {
	readonly #services: OAuth2Services;
	readonly #instances = new Map<string, Instance & { revision: string }>();

	constructor(services: OAuth2Services) {
		this.#services = services;
	}

	get(provider: OAuth2Provider, origin: string): Instance {
		const key = `${provider.pk} ${origin}`;
		const revision = this.#revision();
		let instance = this.#instances.get(key);
		if (instance?.revision !== revision) instance = { ...this.#create(provider, origin), revision };
		// The one used longest ago stands first.
		this.#instances.delete(key);
		this.#instances.set(key, instance);
		const [oldest] = this.#instances.keys();
		if (this.#instances.size > LIMIT && oldest !== undefined) this.#instances.delete(oldest);
		return instance;
	}

	/** Changes with everything that an instance is made of. */
	#revision(): string {
		const models = [oauth2ProviderModel, applicationModel, certificateKeyPairModel, scopeMappingModel];
		return models.map((model) => this.#services.objects.revision(model)).join(' ');
	}

	#create(provider: OAuth2Provider, origin: string): Instance {
		const { log, objects } = this.#services;
		const realm = realmOf(objects, provider, origin);
		const oidc = new Provider(realm.issuer, configurationOf(realm, this.#services));
		oidc.proxy = true;
		oidc.use(authentikShapes(realm, this.#services) as Parameters<typeof oidc.use>[0]);
		registerGrants(oidc, realm, this.#services);
		const failed = (error: Error) => log.error('openid request failed', { reason: error.stack ?? error.message });
		const emitter: EventEmitter = oidc;
		emitter.on('error', failed);
		emitter.on('server_error', (_ctx: KoaContextWithOIDC, error: Error) => failed(error));
		// The caller learns only the error's code; why, is told here.
		emitter.on('grant.error', (_ctx: KoaContextWithOIDC, error: Error & { error_detail?: string }) =>
			log.info('token refused', { client: provider.client_id, error: error.message, reason: error.error_detail }),
		);
		const callback = oidc.callback();
		return {
			realm,
			answer: (request, response) => callback(request as unknown as IncomingMessage, response),
		};
	}
}
