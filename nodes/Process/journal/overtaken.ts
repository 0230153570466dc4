import { SystemError } from '../../shared/errors.ts';

/** Another execution has the run now: this one must not go on. */
export class Overtaken extends SystemError {
	constructor(stream: string, holder: string | undefined, own: string) {
		const who = holder === undefined || holder === own ? 'Somebody else' : `Execution ${holder}`;
		super({
			message: `${who} goes on with the run "${stream}"`,
			description: 'This execution was silent for longer than its lease, or the run was begun twice at once. What it has done is in the journal, or will be done again there; nothing is lost.',
			code: 'overtaken',
		});
	}
}
