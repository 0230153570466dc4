import { Readable } from 'node:stream';

import type { $Command, GetObjectCommandInput, GetObjectCommandOutput, PutObjectCommand, S3Client, S3ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-s3';
import { GetObjectCommand, ListBucketsCommand } from '@aws-sdk/client-s3';

import { InvalidField } from '../../shared/errors.ts';
import { type Admin, admin } from './admin.ts';
import { clients, type GatewayCredential, readCredential } from './client.ts';
import { copy, type CopyRequest } from './copy.ts';
import { bytesOf } from './download.ts';
import { gatewayFailure, isBareRefusal, isOfCredential, type Target } from './failure.ts';
import { type Presigned, presign } from './presign.ts';
import { upload, type UploadRequest } from './upload.ts';
import type { Stored } from './verify.ts';

/** The object gateway, as operations use it; whatever fails is a SystemError with the gateway's code. */
export interface Gateway {
	send<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
		command: $Command<I, O, S3ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
	): Promise<O>;
	/** Opens an object and hands its bytes to a reader, whose result it returns; broken connections are taken up again. */
	read<T>(request: GetObjectCommandInput, reader: (object: OpenObject) => Promise<T>): Promise<T>;
	upload(request: UploadRequest): Promise<Stored>;
	copy(request: CopyRequest): Promise<Stored>;
	/** Makes a URL by which somebody else may do one request for some seconds, under the public address of the gateway where the credential has one. */
	presign(command: GetObjectCommand | PutObjectCommand, seconds: number): Promise<Presigned>;
	/** Users, owners, quotas and usage, for a credential whose user has capabilities. */
	admin: Admin;
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
	const use = async <T>(target: Target, work: (client: S3Client, endpoint: string) => Promise<T>, at: 'endpoint' | 'publicEndpoint' = 'endpoint'): Promise<T> => {
		// What the SDK would say in words of its own.
		if (target.Bucket?.includes('/')) throw new InvalidField('Bucket', `${JSON.stringify(target.Bucket.slice(0, 80))} has a slash`, 'the name without the key; a bucket of another tenant is written tenant:bucket');
		const { publicEndpoint, ...reached } = readCredential(await (asked ??= credential()));
		const endpoint = (at === 'publicEndpoint' && publicEndpoint) || reached.endpoint;
		const { client, release } = clients.lease({ ...reached, endpoint });
		try {
			return await work(client, endpoint);
		} catch (thrown) {
			throw gatewayFailure(await cause(client, thrown), target, endpoint);
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
				const body = Body as Readable;
				const stream = Readable.from(bytesOf({ client, signal }, request, { ...object, body }), { objectMode: false });
				try {
					return await reader({ ...object, stream });
				} finally {
					stream.destroy();
					body.destroy();
				}
			}),
		upload: async (request) => await use(request, (client, endpoint) => upload({ client, endpoint, signal }, request)),
		copy: async (request) => await use(request, (client, endpoint) => copy({ client, endpoint, signal }, request)),
		presign: async (command, seconds) => await use(command.input as Target, (client) => presign(client, command, seconds), 'publicEndpoint'),
		admin: admin((work) => use({}, work), signal),
	};
}

/** Asks once more, for nothing in particular, when an answer does not tell whether it is the credential that is refused. */
async function cause(client: S3Client, thrown: unknown): Promise<unknown> {
	if (!isBareRefusal(thrown)) return thrown;
	const told: unknown = await client.send(new ListBucketsCommand({ MaxBuckets: 1 })).catch((other: unknown) => other);
	return isOfCredential(told) ? told : thrown;
}
