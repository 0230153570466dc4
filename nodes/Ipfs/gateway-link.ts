/**
 * The address of a file at a gateway, named for downloads.
 *
 * @returns undefined when the credential names no gateway
 */
export function gatewayLink(gatewayUrl: string | undefined, cid: string, name?: string): string | undefined {
	if (gatewayUrl === undefined) return undefined;
	return `${gatewayUrl}/ipfs/${cid}${name ? `?filename=${encodeURIComponent(name)}` : ''}`;
}
