import type { MethodDefinition, UntypedHandleCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import { unimplemented } from '../errors.ts';

// The messages pass through unseen, so their types do not matter.
type Methods = Record<string, MethodDefinition<never, never>>;

/** Completes a service: every method without a handler answers that this server does not support it. */
export function completed(service: object, handlers: UntypedServiceImplementation): UntypedServiceImplementation {
	const complete: UntypedServiceImplementation = {};
	for (const [name, method] of Object.entries(service as Methods)) {
		complete[name] = handlers[name] ?? refusal(method);
	}
	return complete;
}

function refusal(method: MethodDefinition<never, never>): UntypedHandleCall {
	const error = unimplemented(method.path.slice(1));
	if (method.responseStream) return (call: { emit(event: 'error', error: Error): void }) => call.emit('error', error);
	return (_call: unknown, callback: (error: Error) => void) => callback(error);
}
