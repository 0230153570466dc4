import { parseDuration } from '../../core/duration.ts';
import { generateKey } from '../../crypto/keys.ts';
import { applicationModel } from '../../models/application.ts';
import type { CertificateKeyPair } from '../../models/certificate-key-pair.ts';
import { certificateKeyPairModel } from '../../models/certificate-key-pair.ts';
import type { OAuth2Provider } from '../../models/oauth2-provider.ts';
import { GRANT_TYPES, oauth2ProviderModel, SUB_MODES } from '../../models/oauth2-provider.ts';
import { federation, propertyMappings } from '../../models/relations.ts';
import { scopeMappingModel } from '../../models/scope-mapping.ts';
import { canSign } from '../../oauth2/signing-key.ts';
import { endpointUrls } from '../../oauth2/urls.ts';
import { oneOf } from '../../storage/condition.ts';
import { Invalid } from '../errors.ts';
import type { Field } from '../field.ts';
import { boolean, choice, choices, list, nested, string } from '../fields.ts';
import * as filter from '../filters.ts';
import { reference, references } from '../references.ts';
import type { Action, Resource } from '../resource.ts';
import { providerBase } from './base.ts';

const CLIENT_TYPES = ['confidential', 'public'] as const;
const ISSUER_MODES = ['global', 'per_provider'] as const;

const keyPair = () =>
	reference(certificateKeyPairModel, {
		nullable: true,
		initial: () => null,
		only: (pair) => canSign(pair as CertificateKeyPair),
	});

export const oauth2Providers: Resource<OAuth2Provider> = {
	path: 'providers/oauth2',
	name: 'OAuth2Provider',
	model: oauth2ProviderModel,
	operations: ['list', 'create', 'retrieve', 'update', 'destroy'],
	lookup: 'pk',
	fields: {
		...providerBase,
		client_type: choice(CLIENT_TYPES, { initial: () => 'confidential' }),
		grant_types: choices(GRANT_TYPES, { initial: () => GRANT_TYPES.filter((type) => !type.endsWith('token-exchange')) }),
		client_id: string({ maxLength: 255, unique: true, initial: () => generateKey(40) }),
		client_secret: string({ maxLength: 255, blank: true, initial: () => generateKey(128) }),
		access_code_validity: duration('minutes=1'),
		access_token_validity: duration('hours=1'),
		refresh_token_validity: duration('days=30'),
		refresh_token_threshold: duration('seconds=0'),
		include_claims_in_id_token: boolean({ initial: () => true }),
		signing_key: keyPair(),
		encryption_key: keyPair(),
		redirect_uris: list(
			nested({
				matching_mode: choice(['strict', 'regex'], { required: true }),
				url: string({ required: true }),
				redirect_uri_type: choice(['authorization', 'logout']),
			}),
			{ required: true },
		),
		logout_uri: string({ blank: true, format: 'uri', initial: () => '' }),
		logout_method: choice(['backchannel', 'frontchannel'], { initial: () => 'backchannel' }),
		sub_mode: choice(SUB_MODES, { initial: () => 'hashed_user_id' }),
		issuer_mode: choice(ISSUER_MODES, { initial: () => 'per_provider' }),
		jwt_federation_sources: list(string(), { initial: () => [] }),
		jwt_federation_providers: references(oauth2ProviderModel, federation, 'forward'),
	},
	search: ['name', 'client_id'],
	ordering: ['name'],
	filters: {
		name: filter.exact('name'),
		client_id: filter.exact('client_id'),
		client_type: filter.choice('client_type', CLIENT_TYPES),
		issuer_mode: filter.choice('issuer_mode', ISSUER_MODES),
		sub_mode: filter.choice('sub_mode', SUB_MODES),
		authorization_flow: filter.uuid('authorization_flow'),
		signing_key: filter.uuid('signing_key'),
		include_claims_in_id_token: filter.boolean('include_claims_in_id_token'),
		access_code_validity: filter.exact('access_code_validity'),
		access_token_validity: filter.exact('access_token_validity'),
		refresh_token_validity: filter.exact('refresh_token_validity'),
		property_mappings: filter.linkedBy(propertyMappings, 'forward', scopeMappingModel, 'pk'),
		application: (values, { objects }) => {
			const application = objects.get(applicationModel, values.at(-1));
			return oneOf('pk', application?.provider ? [application.provider] : []);
		},
	},
	check(_call, values) {
		if (values.encryption_key) {
			throw new Invalid({ encryption_key: ['The embedded Authentik does not encrypt tokens; leave the key out.'] });
		}
		if (values.jwt_federation_sources?.length) {
			throw new Invalid({ jwt_federation_sources: ['The embedded Authentik has no sources; leave the list empty.'] });
		}
		for (const uri of values.redirect_uris ?? []) uri.redirect_uri_type ??= 'authorization';
	},
	removing: ({ accessTokens }, provider) => accessTokens.removeClient(provider.client_id),
	objectActions: { setup_urls: setupUrls() },
};

/** Where a client finds the endpoints of a provider. */
function setupUrls(): Action<OAuth2Provider> {
	return {
		method: 'GET',
		summary: 'Addresses of the provider',
		run({ objects, origin }, _body, provider) {
			const slug = objects.find(applicationModel, 'provider', provider.pk)?.slug;
			const urls = endpointUrls(origin, slug, provider.issuer_mode);
			return {
				status: 200,
				body: {
					issuer: urls.issuer,
					authorize: urls.authorize,
					token: urls.token,
					user_info: urls.userinfo,
					provider_info: urls.configuration,
					logout: urls.endSession,
					jwks: urls.jwks,
					dcr_registration: null,
				},
			};
		},
	};
}

function duration(byDefault: string): Field {
	const field = string({ initial: () => byDefault });
	const parse: NonNullable<Field['write']>['parse'] = (value, call) => {
		const text = field.write?.parse(value, call);
		if (parseDuration(String(text)) === undefined) {
			throw new Invalid(`${String(text)} is not in the correct format of 'hours=3;minutes=1'.`);
		}
		return text;
	};
	return { ...field, write: { required: false, initial: () => byDefault, parse } };
}
