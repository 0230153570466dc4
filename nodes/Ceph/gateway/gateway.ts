import { addAbortSignal, type Readable } from 'node:stream';

import type { $Command, GetObjectCommandInput, GetObjectCommandOutput, S3Client, S3ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-s3';
import { GetObjectCommand } from '@aws-sdk/client-s3';

import { clients, type GatewayCredential } from './client.ts';
import { gatewayFailure, type Target } from './failure.ts';
import { upload, type Uploaded, type UploadRequest } from './upload.ts';

/** The object gateway, as operations use it; whatever fails is a SystemError with the gateway's code. */
export interface Gateway {
	send<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
		command: $Command<I, O, S3ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
	): Promise<O>;
	/** Opens an object and hands its bytes to a reader, whose result it returns. */
	read<T>(request: GetObjectCommandInput, reader: (object: OpenObject) => Promise<T>): Promise<T>;
	upload(request: UploadRequest): Promise<Uploaded>;
}

export interface OpenObject extends Omit<GetObjectCommandOutput, 'Body'> {
	stream: Readable;
}

/**
 * @param credential asked for when the gateway is first used
 * @param signal aborts when the user stops the execution
 */
export function gateway(credential: () => Promise<GatewayCredential>, signal?: AbortSignal): Gateway {
	let asked: Promise<GatewayCredential> | undefined;
	const use = async <T>(target: Target, work: (client: S3Client) => Promise<T>): Promise<T> => {
		const { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle, caCertificate, allowUnauthorizedCerts } = await (asked ??= credential());
		const { client, release } = clients.lease({ endpoint: endpoint.trim(), region, accessKeyId, secretAccessKey, forcePathStyle, caCertificate, allowUnauthorizedCerts });
		try {
			return await work(client);
		} catch (thrown) {
			throw gatewayFailure(thrown, target, endpoint);
		} finally {
			release();
		}
	};
	return {
		send: async (command) => await use(command.input as Target, (client) => client.send(command, { abortSignal: signal })),
		read: async (request, reader) =>
			await use(request, async (client) => {
				const { Body, ...object } = await client.send(new GetObjectCommand(request), { abortSignal: signal });
				// In Node.js the body is the incoming message itself.
				const stream = Body as Readable;
				try {
					return await reader({ ...object, stream: signal ? addAbortSignal(signal, stream) : stream });
				} finally {
					stream.destroy();
				}
			}),
		upload: async (request) => await use(request, (client) => upload(client, request, signal)),
	};
}
