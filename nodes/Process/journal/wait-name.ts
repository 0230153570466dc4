import { InvalidField } from '../../shared/errors.ts';

/** What the answer that a run waits for may be called: it becomes a field of the item. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/;

/** @throws InvalidField */
export function waitName(given: string): string {
	if (!NAME.test(given)) throw new InvalidField('Name of the Answer', `"${given.slice(0, 80)}"`, 'a letter, and then letters, digits, _ and -, 100 at most');
	return given;
}
