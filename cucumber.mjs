// The profile of `cucumber-js`: features and steps of acceptance/, reports for people and machines in reports/.
export default {
	paths: ['acceptance/features/**/*.feature'],
	import: ['acceptance/support/**/*.ts', 'acceptance/steps/**/*.ts'],
	// Which scenarios run beside which: acceptance/support/sideBySide.ts.
	parallel: 5,
	format: ['progress', 'html:reports/acceptance.html', 'json:reports/acceptance.json'],
	formatOptions: { snippetInterface: 'async-await' },
};
