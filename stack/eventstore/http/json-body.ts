import { badRequest } from './answer.ts';
import type { Exchange } from './resource.ts';

/** The JSON object in the body of a request; an empty one when there is no body. @throws HttpError when it is none */
export async function jsonBody({ body }: Exchange): Promise<Record<string, unknown>> {
	const bytes = await body();
	if (bytes.length === 0) return {};
	try {
		const parsed: unknown = JSON.parse(bytes.toString());
		if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
	} catch {
		// Answered below, as what is JSON but no object.
	}
	throw badRequest('The body must be a JSON object.');
}

/** A property that is text; empty when it is missing. */
export function textIn(body: Record<string, unknown>, name: string): string {
	const value = body[name];
	return typeof value === 'string' ? value : '';
}

/** A property that is a list of texts; empty when it is missing. */
export function textsIn(body: Record<string, unknown>, name: string): string[] {
	const value = body[name];
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
