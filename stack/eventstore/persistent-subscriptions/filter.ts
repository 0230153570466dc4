import { compileDotnetRegex } from '../dotnet-regex/translate.ts';
import type { EventRecord } from '../store/records.ts';
import type { FilterSettings } from './settings.ts';

/** @throws when the expression cannot be read; the message says why */
export function compileFilter({ on, regex, prefixes }: FilterSettings): (event: EventRecord) => boolean {
	const accepts = regex === '' ? (text: string) => prefixes.some((prefix) => text.startsWith(prefix)) : expression(regex);
	return on === 'type' ? ({ type }) => accepts(type) : ({ stream }) => accepts(stream);
}

function expression(pattern: string): (text: string) => boolean {
	const regex = compileDotnetRegex(pattern);
	return (text) => regex.test(text);
}
