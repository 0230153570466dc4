/** What is to be composed, as the command line says it. */
export interface Request {
	/** Of the process: its folder, its id, the name of its runs. */
	name: string;
	/** The parts in their order; those in one place run at once. */
	row: readonly (readonly string[])[];
	/** How it is called from outside; only other processes call it unless given. */
	webhook?: Webhook;
	/** Names of types of the package; derived from the parts unless given. */
	input?: string;
	output?: string;
	/** Fields of the input that make two requests the same. */
	key: readonly string[];
}

/** An entrance for callers, and who may use it. */
export interface Webhook {
	method: string;
	path: string;
	/** A caller must be in one of them. */
	groups: readonly string[];
	/** Fields of the input that callers do not give: n8n's expressions of the request, by their names. */
	set: Readonly<Record<string, string>>;
}

/** "Publish document" */
export function titleOf(name: string): string {
	const words = name.replaceAll('-', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "PublishDocument" */
export function typeNameOf(name: string): string {
	return name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('').replace(/^(?=\d)/, 'The');
}
