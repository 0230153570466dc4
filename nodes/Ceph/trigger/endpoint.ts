import { InvalidField } from '../../shared/errors.ts';

const FIELD = 'Webhook Base URL';
const ALLOWED = 'scheme, host and port, such as http://n8n:5678 or https://n8n.example.com';
/** Names and addresses by which a machine means itself. */
const ITSELF = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;

/** Where n8n and the gateway find each other. */
export interface Addresses {
	/** As n8n knows it. */
	webhookUrl: string;
	/** Scheme, host and port by which the gateway reaches n8n; those of the webhook's URL when empty. */
	webhookBaseUrl?: string;
	/** Of the gateway, as n8n knows it. */
	gateway: string;
}

/**
 * The URL that the gateway posts events to.
 *
 * @throws InvalidField when the address has more than scheme, host and port: a path would hide that of the webhook, and user and
 * password would lie open in the cluster; or when none is given and n8n's own is one by which another machine means itself
 */
export function pushEndpoint({ webhookUrl, webhookBaseUrl = '', gateway }: Addresses): string {
	const text = webhookBaseUrl.trim();
	if (text === '') return reachable(webhookUrl, gateway);
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const bare = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
	// The text itself is not repeated: it may hold a password.
	if (!bare) throw new InvalidField(FIELD, 'this is no address of n8n', ALLOWED);
	const { pathname, search } = new URL(webhookUrl);
	return `${url.origin}${pathname}${search}`;
}

function reachable(webhookUrl: string, gateway: string): string {
	const elsewhere = URL.canParse(gateway) && !ITSELF.test(new URL(gateway).hostname);
	const { hostname, origin } = new URL(webhookUrl);
	if (!elsewhere || !ITSELF.test(hostname)) return webhookUrl;
	throw new InvalidField(
		FIELD,
		`n8n's webhooks are at ${origin}, where the gateway would look for them on its own machine`,
		'the address of n8n as the gateway sees it, in the credential or the options of this node, such as http://n8n:5678',
	);
}
