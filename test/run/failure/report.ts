import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { execa } from 'execa';

import { projectContainers } from '../../../stack/engine/containers.ts';
import { findEngine } from '../../../stack/engine/find.ts';
import { secretMask } from '../../../stack/maskSecrets.ts';
import { repository } from '../../../stack/project.ts';
import type { Exchange } from './traffic.ts';

/** Where it lies what is needed to understand failures, when nobody can look at the machine any more. */
export const failures = join(repository, 'reports', 'failures');

export interface FailedTest {
	/** Below test/contract. */
	file: string;
	name: string;
	begin: Date;
	errors: readonly string[];
	exchanges: readonly Exchange[];
}

const MAX_LINES = 400;

/**
 * Writes a page about a failed test: its errors, what it asked the systems, what they answered, and what they wrote
 * meanwhile; without secrets.
 *
 * @returns its path
 */
export async function writeFailure(project: string, { file, name, begin, errors, exchanges }: FailedTest): Promise<string> {
	const mask = await secretMask(project);
	const parts = [
		`# ${name}`,
		`${file}, ${begin.toISOString()} to ${new Date().toISOString()}`,
		...errors.map((error) => block(stripVTControlCharacters(error))),
		'## Requests and answers',
		...(exchanges.length === 0 ? ['None by HTTP or gRPC.'] : exchanges.map(exchangeText)),
		'## What the systems wrote meanwhile',
		...(await systemOutput(project, begin)),
	];
	await mkdir(failures, { recursive: true });
	const path = join(failures, `${slug(`${file} ${name}`)}.md`);
	await writeFile(path, `${mask(parts.join('\n\n'))}\n`);
	return path;
}

/** Writes all that the containers of a project have written, each to a file of its own. */
export async function writeSystemOutput(project: string): Promise<void> {
	const engine = await findEngine();
	if (typeof engine === 'string') return;
	const mask = await secretMask(project);
	await mkdir(failures, { recursive: true });
	for (const { id, service } of await projectContainers(engine, project)) {
		const { all } = await execa('docker', ['logs', '--timestamps', id], { env: engine.environment, reject: false, all: true, maxBuffer: 200_000_000 });
		await writeFile(join(failures, `system-${service}.log`), mask(stripVTControlCharacters(all)));
	}
}

async function systemOutput(project: string, since: Date): Promise<string[]> {
	const engine = await findEngine();
	if (typeof engine === 'string') return [`The container engine does not answer: ${engine}`];
	const parts: string[] = [];
	for (const { id, service, status, health } of await projectContainers(engine, project)) {
		const args = ['logs', '--since', since.toISOString(), '--tail', String(MAX_LINES), id];
		const { all } = await execa('docker', args, { env: engine.environment, reject: false, all: true });
		parts.push(`### ${service}: ${status}, ${health}`, ...(all.trim() === '' ? [] : [block(stripVTControlCharacters(all))]));
	}
	return parts;
}

function exchangeText({ at, request, requestHeaders, requestBody, answer, answerHeaders, answerBody, error }: Exchange): string {
	return block(
		[
			`${at.toISOString()} ${request}`,
			requestHeaders,
			...(requestBody.bytes > 0 ? ['', String(requestBody)] : []),
			'',
			error === undefined ? (answer ?? 'no answer yet') : `${answer ?? 'no answer'}: ${error}`,
			...(answerHeaders === undefined ? [] : [answerHeaders]),
			...(answerBody.bytes > 0 ? ['', String(answerBody)] : []),
		].join('\n'),
	);
}

function block(text: string): string {
	return `\`\`\`\`\n${text}\n\`\`\`\``;
}

function slug(text: string): string {
	return text.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 160);
}
