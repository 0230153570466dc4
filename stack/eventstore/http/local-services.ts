import { EventEmitter } from 'node:events';
import { Metadata } from '@grpc/grpc-js';
import type { MethodDefinition, Server, ServiceError } from '@grpc/grpc-js';
import type { Principal } from '../security/principal.ts';
import { ruleOf } from '../security/rules.ts';
import type { Security } from '../security/security.ts';
import { setCaller } from '../services/caller.ts';

/** A handler as it was registered; the method's definition tells its shape. */
type Registered = (call: object, callback?: (error: ServiceError | null, answer?: unknown) => void) => void;

/** A call without a connection, with what handlers look at. */
class LocalCall<Request, Answer> extends EventEmitter {
	readonly request: Request;
	readonly metadata: Metadata;
	readonly answers: Answer[] = [];
	readonly cancelled = false;
	writable = true;

	constructor(request: Request, metadata: Metadata) {
		super();
		this.request = request;
		this.metadata = metadata;
	}

	write(answer: Answer): boolean {
		this.answers.push(answer);
		return true;
	}

	end(): void {
		this.writable = false;
		this.emit('end');
	}
}

/**
 * The gRPC services, callable from within: pages that offer the same over HTTP ask them, under the same rules of access.
 */
export class LocalServices {
	readonly #handlers = new Map<string, Registered>();
	readonly #security: Security | undefined;

	constructor(security: Security | undefined) {
		this.#security = security;
	}

	/** A server whose services are also callable from within. */
	register(server: Server): Pick<Server, 'addService'> {
		return {
			addService: (service, implementation) => {
				server.addService(service, implementation);
				for (const [name, { path }] of Object.entries(service)) {
					this.#handlers.set(path, implementation[name] as Registered);
				}
			},
		};
	}

	/** @throws ServiceError as a client would get it */
	unary<Request, Answer>(method: MethodDefinition<Request, Answer>, request: Request, caller: Principal): Promise<Answer> {
		const handler = this.#handler(method, request, caller);
		return new Promise((resolve, reject) => {
			handler(new LocalCall(request, callMetadata(caller, this.#security)), (error, answer) => {
				if (error === null) resolve(answer as Answer);
				else reject(error);
			});
		});
	}

	/** @throws ServiceError as a client would get it */
	list<Request, Answer>(method: MethodDefinition<Request, Answer>, request: Request, caller: Principal): Promise<Answer[]> {
		const handler = this.#handler(method, request, caller);
		const call = new LocalCall<Request, Answer>(request, callMetadata(caller, this.#security));
		return new Promise((resolve, reject) => {
			call.once('end', () => resolve(call.answers)).once('error', reject);
			handler(call);
		});
	}

	/**
	 * Lets somebody call a method, or not; for pages that do what it does in another way.
	 *
	 * @throws ServiceError when they may not
	 */
	permit<Request>({ path }: { path: string; requestSerialize: (request: Request) => Buffer }, request: Request, caller: Principal): void {
		const refusal = this.#security && ruleOf(path)(caller, request as never, this.#security);
		if (refusal !== undefined) throw refusal;
	}

	#handler<Request, Answer>(method: MethodDefinition<Request, Answer>, request: Request, caller: Principal): Registered {
		this.permit(method, request, caller);
		const handler = this.#handlers.get(method.path);
		if (handler === undefined) throw new Error(`${method.path} is not registered.`);
		return handler;
	}
}

function callMetadata(caller: Principal, security: Security | undefined): Metadata {
	const metadata = new Metadata();
	if (security !== undefined) setCaller(metadata, caller.login);
	return metadata;
}
