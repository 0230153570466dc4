// Jest runs the tests as ES modules (several libraries ship nothing else); the scripts in package.json go through Node 24.
const shared = {
	extensionsToTreatAsEsm: ['.ts', '.ipldsch'],
	// The copy that n8n-core has, as in n8n: its errors are the nodes' errors, and it is loaded once.
	moduleNameMapper: { '^n8n-workflow$': '<rootDir>/node_modules/n8n-workflow/dist/cjs/index.js' },
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
		],
		'\\.ipldsch$': '<rootDir>/test/support/ipldsch-transform.mjs',
	},
};

export default {
	projects: [
		{ ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/contract/'] },
		{ ...shared, displayName: 'contract', runner: '<rootDir>/test/run/lanes/runner.ts', testEnvironment: '<rootDir>/test/run/failure/environment.ts', testMatch: ['<rootDir>/test/contract/**/*.test.ts'] },
	],
};
