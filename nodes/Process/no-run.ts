import { SystemError } from '../shared/errors.ts';

/** Nothing stands in the journal of a run. */
export function noRun(stream: string): SystemError {
	return new SystemError({
		message: `There is no such run: nothing stands in its journal, the stream "${stream}"`,
		description: 'Nothing was ever asked under this process and key, or the journal was deleted.',
		code: 'no-run',
	});
}
