import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { ResponderBuilder, ServerInterceptingCall, ServerListenerBuilder } from '@grpc/grpc-js';
import type { Metadata, ServerInterceptingCallInterface, ServerInterceptor, ServiceError } from '@grpc/grpc-js';
import { internal, unauthenticated } from '../errors.ts';
import type { Log } from '../log.ts';
import { setCaller } from '../services/caller.ts';
import { loginOf } from '../tls.ts';
import { accessDenied as batchAccessDenied } from '../services/streams/batch-errors.ts';
import type { Authenticator } from './authenticator.ts';
import { anonymous } from './principal.ts';
import type { Principal } from './principal.ts';
import type { RuleContext } from './rule.ts';
import { ruleOf } from './rules.ts';

/** What the interceptor decides by. */
export interface SecurityContext extends RuleContext {
	authenticator: Authenticator;
	/** Whether clients are asked for certificates. */
	certificates: boolean;
	log: Log;
}

/** Listeners are given requests without their type: it follows from the method. */
type Request = never;

/**
 * Stands before every gRPC service: tells who calls, by the call's metadata, and whether they may, by method and request.
 * The services know nothing of it.
 */
export function securityInterceptor(context: SecurityContext): ServerInterceptor {
	return (method, call) => {
		const guard = new CallGuard(context, method.path, call);
		const listener = new ServerListenerBuilder()
			.withOnReceiveMetadata((metadata, next) => guard.receiveMetadata(metadata, next))
			.withOnReceiveMessage((message: unknown, next) => guard.receiveMessage(message as Request, next))
			.withOnCancel(() => guard.end())
			.build();
		const responder = new ResponderBuilder()
			.withStart((next) => next(listener))
			// What a call whose caller has lost the right still gives is not sent.
			.withSendMessage((message, next) => {
				if (!guard.refused) next(message);
			})
			.build();
		return new ServerInterceptingCall(call, responder);
	};
}

/** One call. */
class CallGuard {
	/** Whether the call was ended with a refusal. */
	refused = false;
	readonly #context: SecurityContext;
	readonly #path: string;
	readonly #call: ServerInterceptingCallInterface;
	#caller: Principal = anonymous;
	#stopWatching: () => void = () => undefined;

	constructor(context: SecurityContext, path: string, call: ServerInterceptingCallInterface) {
		this.#context = context;
		this.#path = path;
		this.#call = call;
	}

	receiveMetadata(metadata: Metadata, next: (metadata: Metadata) => void): void {
		const { authenticator, log } = this.#context;
		const header = metadata.get('authorization')[0]?.toString();
		const proceed = (caller: Principal | undefined) => {
			if (caller === undefined) {
				this.#refuse(unauthenticated());
				return;
			}
			this.#caller = caller;
			setCaller(metadata, caller.login);
			next(metadata);
		};
		const login = header === undefined ? this.#certifiedLogin() : undefined;
		if (login !== undefined) {
			proceed(authenticator.certified(login));
			return;
		}
		const remembered = authenticator.remembered(header);
		if (remembered !== undefined) {
			proceed(remembered);
			return;
		}
		authenticator.authenticate(header).then(proceed, (error: unknown) => {
			log('authentication-failed', { error: error instanceof Error ? error.message : String(error) });
			this.#refuse(internal());
		});
	}

	#certifiedLogin(): string | undefined {
		return this.#context.certificates ? loginOf(this.#call.getAuthContext().sslPeerCertificate) : undefined;
	}

	receiveMessage(message: Request, next: (message: unknown) => void): void {
		const rule = ruleOf(this.#path);
		const refusal = rule(this.#caller, message, this.#context);
		if (refusal === undefined) {
			if (staysOpen(this.#path, message)) this.#watch(() => rule(this.#caller, message, this.#context));
			next(message);
		} else if (this.#path === StreamsService.batchAppend.path) this.#refuseAppend(message, next);
		else this.#refuse(refusal);
	}

	end(): void {
		this.#stopWatching();
	}

	/** Ends the call when its caller loses the right to it. */
	#watch(refusal: () => ServiceError | undefined): void {
		this.#stopWatching();
		this.#stopWatching = this.#context.access.onChange(() => {
			const reason = refusal();
			if (reason !== undefined) this.#refuse(reason);
		});
	}

	#refuse({ code, details, metadata }: ServiceError): void {
		this.refused = true;
		this.#stopWatching();
		this.#call.sendStatus({ code, details, metadata });
	}

	/** Of a batch append only the one append is refused; the service sees an empty fragment of it and thinks nothing of it. */
	#refuseAppend(message: BatchAppendReq, next: (message: unknown) => void): void {
		const id = message.getCorrelationId();
		this.#call.sendMessage(
			new streamsPb.BatchAppendResp()
				.setCorrelationId(id)
				.setStreamIdentifier(message.getOptions()?.getStreamIdentifier())
				.setError(batchAccessDenied()),
			() => undefined,
		);
		next(new streamsPb.BatchAppendReq().setCorrelationId(id));
	}
}

/** Whether a message begins something that goes on after it: a subscription. */
function staysOpen(path: string, message: Request): boolean {
	if (path === StreamsService.read.path) return (message as ReadReq).getOptions()?.hasSubscription() === true;
	return path === PersistentSubscriptionsService.read.path
		&& (message as { getOptions(): unknown }).getOptions() !== undefined;
}
