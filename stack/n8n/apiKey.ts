import axios from 'axios';

import type { Session } from './session.ts';

/** Whether n8n's public API takes a key. */
export async function isApiKeyValid(url: string, apiKey: string): Promise<boolean> {
	if (!apiKey) return false;
	const { status } = await axios.get(`${url}/api/v1/workflows`, {
		params: { limit: 1 },
		headers: { 'X-N8N-API-KEY': apiKey },
		validateStatus: () => true,
		timeout: 30_000,
		proxy: false,
	});
	return status === 200;
}

/** Makes a key that never expires, with every scope that the owner may give. */
export async function makeApiKey(session: Session): Promise<string> {
	const scopes = await session.get<string[]>('/api-keys/scopes');
	const label = `stack ${new Date().toISOString()}`;
	const { rawApiKey } = await session.post<{ rawApiKey: string }>('/api-keys', { label, scopes, expiresAt: null });
	return rawApiKey;
}
