import { SystemError } from '../../shared/errors.ts';

/** Gives `undefined` in place of a failure that says that there is none. */
export async function orNone<T>(answer: Promise<T>, ...codes: string[]): Promise<T | undefined> {
	return await answer.catch((thrown: unknown) => {
		if (thrown instanceof SystemError && codes.includes(thrown.failure.code ?? '')) return undefined;
		throw thrown;
	});
}
