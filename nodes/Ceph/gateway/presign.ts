import type { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** A request as the SDK's middleware has it, once the endpoint and the parameters are in it. */
interface BuiltRequest {
	method: string;
	protocol: string;
	hostname: string;
	port?: number;
	path: string;
	query: Record<string, string | string[]>;
}

interface Presigner {
	presign(request: BuiltRequest & { headers: Record<string, string> }, options: { expiresIn: number }): Promise<BuiltRequest>;
}

/** A URL with the right to one request in it, and the headers that this request must have. */
export interface Presigned {
	url: string;
	headers: Record<string, string>;
}

/**
 * Signs a request that somebody else sends.
 *
 * @param seconds for which the URL is good
 */
export async function presign(client: S3Client, command: GetObjectCommand | PutObjectCommand, seconds: number): Promise<Presigned> {
	const { method, protocol, hostname, port, path, query } = await built(client, command);
	// The SDK's own headers bind nobody.
	const granted: Record<string, string> = 'ContentType' in command.input && command.input.ContentType ? { 'content-type': command.input.ContentType } : {};
	const host = port === undefined ? hostname : `${hostname}:${port}`;
	const signer = (await client.config.signer()) as unknown as Presigner;
	const signed = await signer.presign(
		// Nobody knows yet what is sent.
		{ method, protocol, hostname, port, path, query, headers: { ...granted, host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
		{ expiresIn: seconds },
	);
	return { url: `${protocol}//${host}${unambiguous(signed.path)}?${queryOf(signed.query)}`, headers: granted };
}

/** Takes the request from the SDK before it is signed and sent. */
async function built(client: S3Client, command: GetObjectCommand): Promise<BuiltRequest> {
	let request: unknown;
	command.middlewareStack.add(
		() => async (args) => {
			request = args.request;
			return { response: {}, output: { $metadata: {} } };
		},
		{ step: 'build', priority: 'high', name: 'takeRequest' },
	);
	await client.send(command);
	return request as BuiltRequest;
}

/**
 * Clients resolve the segments `.` and `..` of a path before they send it (RFC 3986, 5.2.4), which would lead to another
 * object. With its slashes encoded a key is one segment; the gateway decodes and signs it as the same path.
 */
function unambiguous(path: string): string {
	if (!path.split('/').some((segment) => segment === '.' || segment === '..')) return path;
	return `/${path.slice(1).replaceAll('/', '%2F')}`;
}

function queryOf(query: Record<string, string | string[]>): string {
	return Object.entries(query)
		.flatMap(([name, values]) => [values].flat().map((value) => `${encode(name)}=${encode(value)}`))
		.join('&');
}

/** As signatures want it (RFC 3986, 2.3): nothing but unreserved characters stay. */
function encode(text: string): string {
	return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
