import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';

import axios from 'axios';

import { checksumOf, Checksummed } from './checksum.ts';
import type { SampleDocument } from './documents/document.ts';
import type { Answer, CimWorld, Receipt } from './world.ts';

/** A file is the body of the request, or the only file of a form; media types may be written in capitals (RFC 9110, 8.3.1). */
export type Way = 'as it is' | 'compressed on the way' | 'in a form' | 'in a form of the type Multipart/Form-Data';

/** What callers say of a document beside its bytes; twice the same name is two values. */
export type Description = [name: string, value: string][];

/** Answers larger than this are not parsed, only summed up. */
const LARGEST_JSON = 1 << 20;

/**
 * Hands in a document and keeps what was sent and answered; several may be under way at once.
 *
 * @param query what is said in the address of a form beside what the form says
 */
export async function handIn(world: CimWorld, document: SampleDocument, way: Way, description: Description, query: Description = []): Promise<Answer> {
	const sent = new Checksummed();
	const asked = { way, description, query, sent };
	const answer = way.includes('form') ? await asForm(world, document, asked) : await asBody(world, document, asked);
	world.document = { ...document, ...sent.checksum() };
	if (answer.status === 200 || answer.status === 201) world.receipts.push(answer.body as Receipt);
	return answer;
}

/** Asks for a document by its id; with HEAD only for what it is. */
export async function retrieve(world: CimWorld, id: string, { method = 'GET', headers }: Asking = {}): Promise<Answer> {
	return await call(world, { method, path: `documents/${encodeURIComponent(id)}`, headers });
}

/**
 * Orders a volume.
 *
 * @param key makes orders the same
 */
export async function orderVolume(world: CimWorld, order: object, key: string): Promise<Answer> {
	return await post(world, 'provision-volume', order, { 'idempotency-key': key });
}

/** Gives a volume back. */
export async function giveBack(world: CimWorld, removal: object, key: string): Promise<Answer> {
	return await post(world, 'decommission-volume', removal, { 'idempotency-key': key });
}

/** Says whether a volume that was given back may be deleted. */
export async function answerDecommission(world: CimWorld, answer: object): Promise<Answer> {
	return await post(world, 'approve-decommission', answer);
}

async function post(world: CimWorld, path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
	return await call(world, { method: 'POST', path, headers: { 'content-type': 'application/json', ...headers }, body: Readable.from([JSON.stringify(body)]) });
}

interface Asking {
	method?: 'GET' | 'HEAD';
	headers?: Record<string, string>;
}

interface Asked {
	way: Way;
	description: Description;
	query: Description;
	/** What is handed in passes through it. */
	sent: Checksummed;
}

async function asBody(world: CimWorld, document: SampleDocument, { way, description, sent }: Asked): Promise<Answer> {
	const compressed = way === 'compressed on the way';
	const bytes = document.open().pipe(sent);
	return await call(world, {
		method: 'POST',
		path: `publish-document?${String(new URLSearchParams(description))}`,
		headers: {
			'content-type': document.mediaType,
			...(compressed ? { 'content-encoding': 'gzip' } : { 'content-length': String(document.size) }),
		},
		body: compressed ? bytes.pipe(createGzip()) : bytes,
	});
}

async function asForm(world: CimWorld, document: SampleDocument, { way, description, query, sent }: Asked): Promise<Answer> {
	const bytes = await buffer(document.open().pipe(sent));
	const form = new FormData();
	// The name of the file is the name of the document.
	for (const [name, value] of description) if (name !== 'name') form.append(name, value);
	form.append('file', new Blob([bytes], { type: document.mediaType }), document.name);
	const encoded = new Response(form);
	const type = encoded.headers.get('content-type') ?? '';
	return await call(world, {
		method: 'POST',
		path: `publish-document?${String(new URLSearchParams(query))}`,
		headers: { 'content-type': way === 'in a form' ? type : type.replace('multipart/form-data', 'Multipart/Form-Data') },
		body: Readable.from([Buffer.from(await encoded.arrayBuffer())]),
	});
}

interface Call {
	method: 'GET' | 'HEAD' | 'POST';
	path: string;
	headers?: Record<string, string> | undefined;
	body?: Readable;
}

/** One call to a process; every status is an answer. */
async function call(world: CimWorld, { method, path, headers: own, body }: Call): Promise<Answer> {
	const correlationId = randomUUID();
	world.calls.push(correlationId);
	const response = await axios.request<IncomingMessage>({
		method,
		url: `${world.systems.connections.n8n.webhookUrl}/webhook/${path}`,
		headers: {
			...own,
			'x-correlation-id': correlationId,
			...(world.token !== undefined && { authorization: `Bearer ${world.token}` }),
		},
		data: body,
		responseType: 'stream',
		validateStatus: () => true,
		proxy: false,
		// Otherwise the body would be kept in memory, in case that it must be sent again.
		maxRedirects: 0,
		maxBodyLength: Infinity,
		maxContentLength: Infinity,
	});
	const headers = new Headers(response.headers as Record<string, string>);
	const answer = { correlationId, status: response.status, headers, ...(await read(headers, response.data)) };
	world.answers.push(answer);
	return answer;
}

async function read(headers: Headers, bytes: IncomingMessage): Promise<Pick<Answer, 'body' | 'checksum'>> {
	const isJson = headers.get('content-type')?.startsWith('application/json') ?? false;
	if (!isJson || Number(headers.get('content-length')) > LARGEST_JSON) {
		return { body: undefined, checksum: await checksumOf(bytes) };
	}
	const json = await buffer(bytes);
	// HEAD says the type of what it does not send.
	return { body: json.length === 0 ? undefined : JSON.parse(String(json)), checksum: await checksumOf(Readable.from([json])) };
}
