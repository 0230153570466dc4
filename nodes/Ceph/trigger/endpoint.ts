import { InvalidField } from '../../shared/errors.ts';

const ALLOWED = 'scheme, host and port, such as http://n8n:5678 or https://n8n.example.com';

/**
 * The URL that the gateway posts events to.
 *
 * @param webhookUrl as n8n knows it
 * @param address scheme, host and port by which the gateway reaches n8n; those of the webhook's URL when empty
 * @throws InvalidField when the address has more than that: a path would hide that of the webhook, and user and password would
 * lie open in the cluster
 */
export function pushEndpoint(webhookUrl: string, address = ''): string {
	const text = address.trim();
	if (text === '') return webhookUrl;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const bare = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
	// The text itself is not repeated: it may hold a password.
	if (!bare) throw new InvalidField('Webhook Base URL', 'this is no address of n8n', ALLOWED);
	const { pathname, search } = new URL(webhookUrl);
	return `${url.origin}${pathname}${search}`;
}
