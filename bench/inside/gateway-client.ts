import { Agent } from 'node:http';

import { S3Client } from '@aws-sdk/client-s3';

import type { Connections } from '../../stack/connections.ts';

/** The bare SDK's client, with connections enough for what runs at once. */
export function gatewayClient(rgw: Connections['rgw'], parallel: number): S3Client {
	return new S3Client({
		endpoint: rgw.url,
		region: rgw.region,
		credentials: rgw,
		forcePathStyle: true,
		requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: parallel * 4 }) },
	});
}
