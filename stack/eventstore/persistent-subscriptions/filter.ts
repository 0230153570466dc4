import { guardedExpression, SlowExpression } from '../dotnet-regex/guarded.ts';
import type { EventRecord } from '../store/records.ts';
import type { FilterSettings } from './settings.ts';

/** @throws when the expression cannot be read; the message says why */
export function compileFilter({ on, regex, prefixes }: FilterSettings): (event: EventRecord) => boolean {
	const accepts = regex === '' ? (text: string) => prefixes.some((prefix) => text.startsWith(prefix)) : expression(regex);
	return on === 'type' ? ({ type }) => accepts(type) : ({ stream }) => accepts(stream);
}

function expression(pattern: string): (text: string) => boolean {
	const { test } = guardedExpression(pattern);
	return (text) => {
		try {
			return test(text);
		} catch (error) {
			// Rather an event too many than one that is lost: a group has nobody to tell that its expression has no end.
			if (error instanceof SlowExpression) return true;
			throw error;
		}
	};
}
