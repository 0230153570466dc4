import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeError, NodeOperationError } from 'n8n-workflow';

/** The user gave something that an operation cannot take: which field, what is wrong and what is allowed. */
export class InvalidField extends Error {
	override readonly name = 'InvalidField';

	readonly field: string;
	readonly allowed: string | undefined;

	constructor(field: string, problem: string, allowed?: string) {
		super(`${field}: ${problem}`);
		this.field = field;
		this.allowed = allowed;
	}
}

/** What a failing system said. */
export interface SystemFailure {
	/** The system's own words. */
	message: string;
	/** What the user can do about it. */
	description?: string;
	/** HTTP status, gRPC status name or S3 code. */
	code?: string;
}

/** A system answered with a failure, or could not be reached; carries nothing secret. */
export class SystemError extends Error {
	override readonly name = 'SystemError';

	readonly failure: SystemFailure;

	constructor(failure: SystemFailure, cause?: unknown) {
		super(failure.message, { cause });
		this.failure = failure;
	}
}

/**
 * Turns whatever was thrown into the error that n8n shows on the node, naming the item.
 *
 * An {@link InvalidField} becomes a NodeOperationError, a {@link SystemError} or an HTTP failure of n8n's request
 * helper a NodeApiError with the system's own message; errors of the right kind keep theirs.
 */
export function toNodeError(thrown: unknown, node: INode, itemIndex: number): NodeError {
	if (thrown instanceof NodeError) {
		thrown.context.itemIndex ??= itemIndex;
		return thrown;
	}
	if (thrown instanceof InvalidField) {
		return new NodeOperationError(node, thrown.message, {
			itemIndex,
			description: thrown.allowed === undefined ? undefined : `Allowed: ${thrown.allowed}`,
		});
	}
	if (thrown instanceof SystemError) {
		const { message, description, code } = thrown.failure;
		const error = new NodeApiError(node, { message }, { itemIndex, message, description, httpCode: code });
		// n8n puts words of its own in place of messages that hold codes such as ECONNREFUSED.
		error.message = message;
		return error;
	}
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	if ('httpCode' in error || 'response' in error) {
		return new NodeApiError(node, error as unknown as JsonObject, { itemIndex });
	}
	return new NodeOperationError(node, error, { itemIndex });
}
