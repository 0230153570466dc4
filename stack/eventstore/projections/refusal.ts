/** Why something cannot be done with a projection. */
export type RefusalKind =
	/** There is no such projection. */
	| 'not_found'
	/** There is one of that name. */
	| 'conflict'
	/** It does not allow it as it is: it runs, or it is the database's own. */
	| 'operation_failed'
	/** It was never understood, so it has neither state nor result. */
	| 'faulted';

/** A refusal; the message says why. */
export class ProjectionRefusal extends Error {
	readonly kind: RefusalKind;

	constructor(kind: RefusalKind, message: string) {
		super(message);
		this.kind = kind;
	}
}
