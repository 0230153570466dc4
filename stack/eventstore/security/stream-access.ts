import { isMetastream, metastreamOf, originalStreamOf } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { hasAnyRole, isAdmin, isAuthenticated } from './principal.ts';
import type { Principal } from './principal.ts';
import { aclOfMetadata, aclsOfSettings, builtIn } from './stream-acl.ts';
import type { Acl, Right } from './stream-acl.ts';

/** Stream whose newest event has the default access control lists. */
const settings = '$settings';

/** So many lists are remembered; the oldest make room. */
const mostRemembered = 10_000;

/** What a caller wants with a stream. */
export type Action = 'read' | 'write' | 'delete';

/**
 * Who may do what with which stream: the stream's own `$acl`, then that of `$settings`, then the built-in one, right by
 * right. Administrators may do everything but what nobody may: writing to `$all`, deleting it or a metadata stream.
 */
export class StreamAccess {
	readonly #store: Store;
	readonly #acls = new Map<string, Acl>();
	#defaults: Record<'user' | 'system', Acl> | undefined;
	readonly #listeners = new Set<() => void>();

	constructor(store: Store) {
		this.#store = store;
	}

	allows(principal: Principal, stream: string, action: Action): boolean {
		if (!isAuthenticated(principal) || stream === '' || stream === '$$') return false;
		if (action !== 'read' && stream === '$all') return false;
		if (action === 'delete' && isMetastream(stream)) return false;
		if (isAdmin(principal)) return true;
		const [owner, right] = ownerOf(stream, action);
		return hasAnyRole(principal, this.#roles(owner, right));
	}

	/** Calls back whenever some list has changed; gives what ends the calls. */
	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Forgets the lists of streams that were written to. */
	changed(streams: ReadonlySet<string>): void {
		let any = false;
		for (const stream of streams) {
			if (stream === settings) this.#defaults = undefined;
			else if (isMetastream(stream)) this.#acls.delete(originalStreamOf(stream));
			else continue;
			any = true;
		}
		if (any) for (const listener of this.#listeners) listener();
	}

	#roles(stream: string, right: Right): readonly string[] {
		const kind = stream.startsWith('$') ? 'system' : 'user';
		return this.#acl(stream)[right] ?? this.#settings()[kind][right] ?? builtIn[kind][right];
	}

	#acl(stream: string): Acl {
		const known = this.#acls.get(stream);
		if (known !== undefined) return known;
		const data = this.#newest(metastreamOf(stream));
		const acl = data === undefined ? {} : aclOfMetadata(data);
		if (this.#acls.size >= mostRemembered) this.#acls.delete(this.#acls.keys().next().value ?? '');
		this.#acls.set(stream, acl);
		return acl;
	}

	#settings(): Record<'user' | 'system', Acl> {
		if (this.#defaults === undefined) {
			const data = this.#newest(settings);
			this.#defaults = data === undefined ? { user: {}, system: {} } : aclsOfSettings(data);
		}
		return this.#defaults;
	}

	#newest(stream: string): Uint8Array | undefined {
		return this.#store.read.event(stream, this.#store.read.stream(stream).revision)?.data;
	}
}

/** A metadata stream is read and written by the rights that its stream has for that. */
function ownerOf(stream: string, action: Action): [stream: string, right: Right] {
	if (!isMetastream(stream)) return [stream, action];
	return [originalStreamOf(stream), action === 'read' ? 'metaRead' : 'metaWrite'];
}
