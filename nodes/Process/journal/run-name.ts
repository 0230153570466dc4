import { InvalidField } from '../../shared/errors.ts';

/** A run by the names that people know. */
export type RunName = { process: string; key: string };

/** What a process may be called, so that name and key can be told apart in the name of the stream. */
const PROCESS = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Bytes of the longest key; the name of a stream shows up in logs, links and addresses. */
const LONGEST = 500;

const CONTROL = /\p{Cc}/u;

/** The name that a workflow's own name gives: `Publish document` is `publish-document`. */
export function processName(workflow: string): string {
	return workflow
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '');
}

/**
 * The stream of a run's journal: `process-<process>.<key>`.
 *
 * @throws InvalidField for names that would make two runs one, or that no stream can have
 */
export function journalStream({ process, key }: RunName): string {
	if (!PROCESS.test(process)) throw new InvalidField('Process', `"${process.slice(0, 80)}"`, 'small letters, digits and single hyphens, such as publish-document');
	if (key === '') throw new InvalidField('Key', 'is empty', 'text that two requests share if and only if they are the same');
	if (CONTROL.test(key)) throw new InvalidField('Key', 'has control characters', 'text without line breaks and other control characters');
	if (Buffer.byteLength(key) > LONGEST) throw new InvalidField('Key', `has ${Buffer.byteLength(key)} bytes`, `${LONGEST} at most; take a checksum of what is longer`);
	return `process-${process}.${key}`;
}
