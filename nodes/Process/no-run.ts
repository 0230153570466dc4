import { SystemError } from '../shared/errors.ts';
import type { RunName } from './journal/run-name.ts';

/** There is no journal of a run. */
export function noRun({ process, key }: RunName): SystemError {
	return new SystemError({ message: `There is no run "${key}" of ${process}`, description: 'Nothing was ever asked under this key, or its journal was deleted.', code: 'no-run' });
}
