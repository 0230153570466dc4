import { currentEnvironment, workersIn } from './stack/environment.ts';

// Whether n8n has workers is as the project that is tested was started.
const workers = workersIn(await currentEnvironment(process.env.CIM_PROJECT ?? 'cim-test'));
const report = process.env.CIM_REPORT ?? 'acceptance';

// The profile of `cucumber-js`: features and steps of acceptance/, reports for people and machines in reports/.
export default {
	paths: ['acceptance/features/**/*.feature'],
	import: ['acceptance/support/**/*.ts', 'acceptance/steps/**/*.ts'],
	// What is promised of several workers needs two.
	...(workers < 2 && { tags: 'not @workers' }),
	// Which scenarios run beside which: acceptance/support/sideBySide.ts.
	parallel: 5,
	format: ['progress', `html:reports/${report}.html`, `json:reports/${report}.json`],
	formatOptions: { snippetInterface: 'async-await' },
};
