/** Why nothing is composed: a line for each thing that is in the way. What the user of the command reads. */
export class Refusal extends Error {
	readonly reasons: readonly string[];

	constructor(...reasons: string[]) {
		super(reasons.join('\n'));
		this.name = 'Refusal';
		this.reasons = reasons;
	}
}
