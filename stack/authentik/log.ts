/** Where the server tells what it does; one line each. */
export interface Log {
	info(event: string, fields?: Record<string, unknown>): void;
	error(event: string, fields?: Record<string, unknown>): void;
	request(fields: Record<string, unknown>): void;
}

/** Writes JSON lines, so that nothing from a request can start a line of its own. */
export function jsonLog(write: (line: string) => void, withRequests: boolean): Log {
	const line = (level: string, event: string, fields: Record<string, unknown>) =>
		write(JSON.stringify({ time: new Date().toISOString(), level, server: 'embedded Authentik', event, ...fields }));
	return {
		info: (event, fields = {}) => line('info', event, fields),
		error: (event, fields = {}) => line('error', event, fields),
		request: (fields) => {
			if (withRequests) line('info', 'request', fields);
		},
	};
}

/** Tells nothing. */
export const silent: Log = jsonLog(() => undefined, false);
