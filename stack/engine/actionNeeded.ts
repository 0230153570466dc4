/** Something that only the user can do: the message says what is missing, `command` is what to run. */
export class ActionNeeded extends Error {
	readonly command: string;

	constructor(message: string, command: string) {
		super(message);
		this.name = 'ActionNeeded';
		this.command = command;
	}
}
