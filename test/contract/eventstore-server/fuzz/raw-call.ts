import { Metadata, status } from '@grpc/grpc-js';
import type { Client, ServiceError } from '@grpc/grpc-js';

/** What bytes a call sends, and how it goes on. */
export interface RawCall {
	path: string;
	messages: Buffer[];
	/** Whether the client says that nothing more comes, and then leaves after a while or not, leaves in the midst, or does neither. */
	then: 'end' | 'endAndWait' | 'cancel' | 'wait';
}

/** Milliseconds within which every call has to be answered. */
const limit = 10_000;
/** Milliseconds for which a call without an end of its own is left open. */
export const patience = 50;

const bytes = (value: Buffer) => value;

/**
 * Sends bytes as the messages of a call.
 *
 * @param staysOpen whether the method answers as long as somebody listens: then the first answer is enough
 * @returns the status; CANCELLED where the call was ended here
 * @throws when there is neither an answer nor a status in time, or nobody to answer any more
 */
export async function send(client: Client, { path, messages, then }: RawCall, staysOpen: boolean, metadata = new Metadata()): Promise<status> {
	return await new Promise((resolve, reject) => {
		const call = client.makeBidiStreamRequest<Buffer, Buffer>(path, bytes, bytes, metadata);
		const late = setTimeout(() => {
			reject(new Error(`${path} was not answered within ${limit} ms.`));
			call.cancel();
		}, limit);
		call.on('data', () => {
			if (staysOpen) call.cancel();
		});
		call.on('error', () => undefined);
		call.on('status', ({ code, details }: Pick<ServiceError, 'code' | 'details'>) => {
			clearTimeout(late);
			if (code === status.UNAVAILABLE) reject(new Error(`The server is gone: ${details}`));
			else resolve(code);
		});
		for (const message of messages) call.write(message);
		if (then === 'end' || then === 'endAndWait') call.end();
		if (then === 'cancel') call.cancel();
		else if (then !== 'end') setTimeout(() => call.cancel(), patience);
	});
}
