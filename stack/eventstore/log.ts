type Value = string | number | boolean | undefined;

/** What happened, and to what. */
export type Fields = Record<string, Value>;

/** Writes one event of note. */
export type Log = (event: string, fields?: Fields) => void;

/**
 * A log of one JSON object a line. JSON escapes control characters and line ends, so no text of a user can forge a
 * line.
 */
export function jsonLines(write: (line: string) => void): Log {
	return (event, fields = {}) => {
		write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
	};
}
