import { systemAddress } from '../shared/address.ts';

const LOGIN = 'Authentication';

/**
 * The address under which Kubo has its RPC API (https://docs.ipfs.tech/reference/kubo/rpc/), also out of that of the API
 * itself (`…/api/v0`) or of the page that Kubo serves beside it (`…/webui`).
 *
 * @throws InvalidField when it is none
 */
export function rpcAddress(rpcUrl: string): string {
	const address = systemAddress(rpcUrl, { field: 'RPC URL', example: 'http://127.0.0.1:5001', login: LOGIN });
	return address.replace(/\/(?:api(?:\/v0)?|webui)$/, '');
}

/**
 * The address of a gateway, with no slash at its end and without `/ipfs`.
 *
 * @returns undefined when the credential names none
 * @throws InvalidField when it is no address
 */
export function gatewayAddress(gatewayUrl: string | undefined): string | undefined {
	if (!gatewayUrl?.trim()) return undefined;
	return systemAddress(gatewayUrl, { field: 'Gateway URL', example: 'https://ipfs.example.org', login: LOGIN }).replace(/\/ipfs$/, '');
}
