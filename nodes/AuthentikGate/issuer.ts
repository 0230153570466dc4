import { systemAddress, trimPasted } from '../shared/address.ts';
import { InvalidField } from '../shared/errors.ts';

const EXAMPLE = 'https://authentik.example.com/application/o/documents/';

/** Authentik's endpoints for all applications: no application can have such a slug. */
const ENDPOINTS = ['authorize', 'token', 'userinfo', 'introspect', 'revoke', 'device'];

/** `/application/o/<slug>/` and whatever follows it. */
const OF_APPLICATION = /^(?<before>.*\/application\/o\/)(?<slug>[^/]+)(?<slash>\/?)(?<after>.*)$/;

/** An issuer as it stands in tokens. */
export interface Issuer {
	/** With its trailing slash. */
	issuer: string;
	/** Scheme, host and port. */
	origin: string;
	/** Path of the application's discovery document, at whatever host. */
	discoveryPath: string;
}

/**
 * Reads the issuer of an application's provider, in either of Authentik's issuer modes.
 *
 * @param applicationSlug needed where all providers have the same issuer, which then names no application
 * @throws InvalidField with the issuer that is meant, where it can be told
 */
export function readIssuer(pasted: string, applicationSlug: string): Issuer {
	const issuer = trimPasted(pasted);
	const { origin, pathname, search, hash } = webAddress('Issuer', issuer, EXAMPLE);
	if (search !== '' || hash !== '') throw new InvalidField('Issuer', 'it has a query or a fragment', `${origin}${pathname}`);
	const { before = '', slug = '', slash = '', after = '' } = OF_APPLICATION.exec(pathname)?.groups ?? {};
	if (ENDPOINTS.includes(slug)) throw new InvalidField('Issuer', 'it is the address of an endpoint', `such as ${EXAMPLE}`);
	if (after !== '') {
		// Copied from beside the issuer in Authentik: OpenID Configuration URL, JWKS URL, Logout URL.
		const problem = `it is the address of ${after.startsWith('.well-known/') ? 'the OpenID configuration' : 'an endpoint'}`;
		throw new InvalidField('Issuer', problem, `the issuer alone: ${origin}${before}${slug}/, where each provider has its own`);
	}
	// Authentik compares and issues it with the slash (openid-configuration of a provider, `issuer`).
	if (slug !== '' && slash === '') throw new InvalidField('Issuer', 'the trailing slash is missing', `${issuer}/`);
	if (slug === '' && !issuer.endsWith('/')) throw new InvalidField('Issuer', 'the trailing slash is missing', `${issuer}/`);
	return { issuer, origin, discoveryPath: `${pathOf(pathname, slug, trimPasted(applicationSlug))}.well-known/openid-configuration` };
}

/** The path below which an application answers. */
function pathOf(pathname: string, slug: string, given: string): string {
	if (given === '' && slug === '') {
		throw new InvalidField('Application Slug', 'a value is required: the issuer names no application', 'the slug of the application in Authentik');
	}
	if (given !== '' && !/^[\w-]+$/.test(given)) {
		throw new InvalidField('Application Slug', `"${given.slice(0, 80)}" is not a slug`, 'letters, digits, hyphens and underscores');
	}
	if (slug !== '' && given !== '' && given !== slug) {
		throw new InvalidField('Application Slug', `it is "${given}", but the issuer names "${slug}"`, 'the same, or none');
	}
	return slug === '' ? `${pathname}application/o/${given}/` : pathname;
}

/**
 * Reads where this n8n reaches Authentik.
 *
 * @throws InvalidField when there is more than scheme, host and port
 */
export function readInternalUrl(pasted: string): string {
	const { origin, pathname, search } = webAddress('Internal URL', trimPasted(pasted), 'http://authentik-server:9000');
	if (pathname !== '/' || search !== '') {
		throw new InvalidField('Internal URL', 'it has a path', `only scheme, host and port: ${origin}`);
	}
	return origin;
}

/** Checks the address as those of all systems are checked, but takes nothing away: issuers are compared sign by sign. */
function webAddress(field: string, value: string, example: string): URL {
	systemAddress(value, { field, example, login: 'another place than this field' });
	return new URL(value);
}
