import { relative, sep } from 'node:path';

import TestRunner, { EmittingTestRunner, type Test, type TestEvents, type TestRunnerOptions } from 'jest-runner';
import pLimit from 'p-limit';

import { toLanes } from './lanes.ts';

type Watcher = Parameters<TestRunner['runTests']>[1];
type Subscription = { [Name in keyof TestEvents]: [Name, (event: TestEvents[Name]) => void | Promise<void>] }[keyof TestEvents];

/**
 * Jest's own runner, once for each lane: the files of a lane one after another in a process of theirs, lanes side by
 * side. Jest's `--maxWorkers` says how many lanes run at once; in band, as for a single file, there are none.
 */
export default class LaneRunner extends EmittingTestRunner {
	override readonly supportsEventEmitters = true;
	private readonly subscriptions = new Set<Subscription>();

	override async runTests(tests: Test[], watcher: Watcher, options: TestRunnerOptions): Promise<void> {
		if (options.serial) return await this.runner().runTests(tests, watcher, options);
		const root = tests[0]?.context.config.rootDir ?? '';
		const lanes = toLanes(tests, ({ path }) => relative(`${root}/test/contract`, path).split(sep).join('/'));
		const limit = pLimit(this._globalConfig.maxWorkers);
		const running = new Map<string, Promise<void>>();
		for (const lane of lanes) {
			const before = lane.after.flatMap((name) => running.get(name) ?? []);
			const start = () => limit(async () => await this.runner().runTests(lane.tests, watcher, options));
			running.set(lane.name, before.length === 0 ? start() : Promise.all(before).then(start));
		}
		await Promise.all(running.values());
	}

	override on<Name extends keyof TestEvents>(name: Name, listener: (event: TestEvents[Name]) => void | Promise<void>): () => void {
		const subscription = [name, listener] as unknown as Subscription;
		this.subscriptions.add(subscription);
		return () => this.subscriptions.delete(subscription);
	}

	private runner(): TestRunner {
		const runner = new TestRunner({ ...this._globalConfig, maxWorkers: 1 }, this._context);
		for (const [name, listener] of this.subscriptions) runner.on(name, listener as (event: TestEvents[typeof name]) => void);
		return runner;
	}
}
