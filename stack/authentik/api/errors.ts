/** An answer other than success: a status and the JSON body that Authentik gives with it. */
export class ApiError extends Error {
	readonly status: number;
	readonly body: unknown;
	readonly headers: Record<string, string>;

	constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
		super(`status ${status}`);
		this.status = status;
		this.body = body;
		this.headers = headers;
	}
}

/** What is wrong with a body: messages by field, nested where a field holds lists or objects. */
export type FieldErrors = Record<string, unknown>;

/** What is wrong with one value; thrown by the parsers of fields and filters. */
export class Invalid extends Error {
	readonly errors: unknown;

	constructor(errors: string | unknown[] | FieldErrors) {
		super('invalid value');
		this.errors = typeof errors === 'string' ? [errors] : errors;
	}
}

export function detail(status: number, text: string, headers?: Record<string, string>): ApiError {
	return new ApiError(status, { detail: text }, headers);
}

export const notAuthenticated = () => detail(403, 'Authentication credentials were not provided.');
export const tokenInvalid = () => detail(403, 'Token invalid/expired');
export const forbidden = () => detail(403, 'You do not have permission to perform this action.');
export const notFound = () => detail(404, 'Not found.');
export const noneMatches = (verboseName: string) => detail(404, `No ${verboseName} matches the given query.`);
export const invalidPage = () => detail(404, 'Invalid page.');

export function wrongMethod(method: string, allowed: readonly string[]): ApiError {
	return detail(405, `Method "${method}" not allowed.`, { Allow: allowed.join(', ') });
}
