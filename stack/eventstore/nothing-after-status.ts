import { ServerInterceptingCall } from '@grpc/grpc-js';
import type { ServerInterceptor } from '@grpc/grpc-js';

/**
 * Sends nothing of a call once its status was given. gRPC's library gives one by itself to a call whose message it cannot parse, or
 * which is too large, while its service may be answering those before it: written then, HTTP/2 ends the call without telling the client.
 * It has to be the first interceptor, as only the call itself learns of those.
 */
export const nothingAfterStatus: ServerInterceptor = (_method, call) => {
	const sendStatus = call.sendStatus.bind(call);
	const sendMessage = call.sendMessage.bind(call);
	let ended = false;
	Object.assign(call, {
		sendStatus: ((status) => {
			ended = true;
			sendStatus(status);
		}) satisfies typeof sendStatus,
		sendMessage: ((message: unknown, sent) => {
			if (!ended) sendMessage(message, sent);
		}) satisfies typeof sendMessage,
	});
	return new ServerInterceptingCall(call);
};
