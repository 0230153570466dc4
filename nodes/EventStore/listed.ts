/**
 * Whether a list of streams shows a name: those that begin with $ are the database's own, and shown to whoever asks for them.
 *
 * @param asked what the user wants the names to begin with, or to contain
 */
export function isListed(name: string, asked: string): boolean {
	return !name.startsWith('$') || asked.startsWith('$');
}
