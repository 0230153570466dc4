import { inspect } from 'node:util';
import { relative } from 'node:path';

import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';

import { repository } from '../../../stack/project.ts';
import { writeFailure } from './report.ts';
import { Traffic } from './traffic.ts';

/** One for the process: subscriptions to its channels stay. */
const traffic = new Traffic();

/** Jest's environment for Node, which leaves a page in reports/failures about each test that fails. */
export default class ReportingEnvironment extends TestEnvironment {
	private readonly file: string;
	private begin = new Date();

	constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
		super(config, context);
		this.file = relative(repository, context.testPath);
	}

	async handleTestEvent(event: Circus.Event): Promise<void> {
		if (event.name === 'test_start') {
			this.begin = new Date();
			traffic.clear();
		}
		if (event.name !== 'test_done' || event.test.errors.length === 0) return;
		const { test } = event;
		const failed = { file: this.file, name: nameOf(test), begin: this.begin, errors: test.errors.map(errorText), exchanges: traffic.recent };
		try {
			const path = await writeFailure(process.env.CIM_PROJECT ?? 'cim-test', failed);
			process.stderr.write(`${relative(repository, path)} has what ${JSON.stringify(failed.name)} asked and was answered\n`);
		} catch (error) {
			// The test's own failure is what counts, and jest tells it.
			process.stderr.write(`No page could be written about ${JSON.stringify(failed.name)}: ${String(error)}\n`);
		}
	}
}

function nameOf(test: Circus.TestEntry): string {
	const names = [test.name];
	for (let { parent } = test; parent.parent !== undefined; parent = parent.parent) names.unshift(parent.name);
	return names.join(' › ');
}

/** What was thrown; else the error that jest made where the test stands. */
function errorText(error: Circus.TestError): string {
	const [thrown, made] = Array.isArray(error) ? (error as [unknown, unknown]) : [error, undefined];
	return inspect(thrown ?? made, { depth: 6, maxStringLength: 8192 });
}
