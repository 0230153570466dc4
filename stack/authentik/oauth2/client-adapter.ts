import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';
import { oauth2ProviderModel } from '../models/oauth2-provider.ts';
import type { Objects } from '../storage/objects.ts';
import { GRANTS } from './grants.ts';

/** Shows Authentik's providers to oidc-provider, which calls them clients. It changes none of them. */
export class ClientAdapter implements Adapter {
	readonly #objects: Objects;

	constructor(objects: Objects) {
		this.#objects = objects;
	}

	async find(id: string): Promise<AdapterPayload | undefined> {
		const provider = this.#objects.find(oauth2ProviderModel, 'client_id', id);
		return provider && clientOf(provider);
	}

	upsert(): Promise<void> {
		return readOnly();
	}

	findByUid(): Promise<undefined> {
		return readOnly();
	}

	findByUserCode(): Promise<undefined> {
		return readOnly();
	}

	consume(): Promise<void> {
		return readOnly();
	}

	destroy(): Promise<void> {
		return readOnly();
	}

	revokeByGrantId(): Promise<void> {
		return readOnly();
	}
}

function clientOf(provider: OAuth2Provider): AdapterPayload {
	const confidential = provider.client_type === 'confidential';
	return {
		client_id: provider.client_id,
		client_secret: provider.client_secret,
		token_endpoint_auth_method: confidential ? 'client_secret_basic' : 'none',
		// Grants with a browser come with the log-in, which the embedded server does not have.
		grant_types: [...GRANTS],
		response_types: [],
		redirect_uris: [],
	};
}

function readOnly(): Promise<never> {
	return Promise.reject(new Error('clients are changed by the management API alone'));
}
