import { sameSecret } from '../crypto/keys.ts';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';
import { oauth2ProviderModel } from '../models/oauth2-provider.ts';
import type { Objects } from '../storage/objects.ts';

/** What a request says about its client. */
export interface ClientCredentials {
	clientId: string | undefined;
	clientSecret: string | undefined;
}

/** RFC 6749 2.3.1: HTTP Basic, or `client_id` and `client_secret` in the form. Basic goes first. */
export function clientCredentials(authorization: string | undefined, form: URLSearchParams): ClientCredentials {
	const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
	if (encoded === undefined) {
		return { clientId: form.get('client_id') ?? undefined, clientSecret: form.get('client_secret') ?? undefined };
	}
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	if (colon < 0) return { clientId: undefined, clientSecret: undefined };
	return { clientId: formDecoded(text.slice(0, colon)), clientSecret: formDecoded(text.slice(colon + 1)) };
}

/** The provider that a request is for, whether or not its client has proved to be that client. */
export function providerOf(objects: Objects, { clientId }: ClientCredentials): OAuth2Provider | undefined {
	return clientId === undefined ? undefined : objects.find(oauth2ProviderModel, 'client_id', clientId);
}

export function secretMatches(provider: OAuth2Provider, given: { clientSecret?: string | undefined }): boolean {
	const { clientSecret } = given;
	return clientSecret !== undefined && clientSecret !== '' && sameSecret(clientSecret, provider.client_secret);
}

/** RFC 6749 2.3.1 has both parts form-encoded within Basic; a part that is not, is taken as it stands. */
function formDecoded(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}
