import { SystemError } from './errors.ts';

/**
 * Gives `undefined` in place of a failure that says that there is none.
 *
 * @param codes by which the system says so
 */
export async function orNone<T>(answer: Promise<T>, ...codes: string[]): Promise<T | undefined> {
	return await answer.catch((thrown: unknown) => {
		if (thrown instanceof SystemError && codes.includes(thrown.failure.code ?? '')) return undefined;
		throw thrown;
	});
}
