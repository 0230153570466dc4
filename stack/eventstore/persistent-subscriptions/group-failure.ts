/** Why something could not be done with a group. */
export type GroupFault = 'exists' | 'missing' | 'full' | 'dropped' | 'refused';

/** A failure that clients know by a name of its own. */
export class GroupFailure extends Error {
	readonly fault: GroupFault;
	/** Stream, or `$all`. */
	readonly source: string;
	readonly group: string;
	/** Of what is refused: why. */
	readonly reason: string;

	constructor(fault: GroupFault, source: string, group: string, reason = '') {
		super(`Group ${group} on ${source}: ${fault}${reason && ` (${reason})`}`);
		this.fault = fault;
		this.source = source;
		this.group = group;
		this.reason = reason;
	}
}
