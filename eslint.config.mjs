import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const nodeSources = ['nodes/**/*.ts', 'credentials/**/*.ts'];

export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/', 'reports/', '.stack/', 'coverage/'] },
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-import-type-side-effects': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			// An empty string is as good as no value in the texts that n8n and environments give.
			'@typescript-eslint/prefer-nullish-coalescing': 'off',
			// Shapes that must be assignable to n8n's IDataObject have to be type aliases.
			'@typescript-eslint/consistent-type-definitions': 'off',
			// Adapters implement asynchronous interfaces of n8n, Jest and the protocols without always waiting.
			'@typescript-eslint/require-await': 'off',
			// An interface whose members are declared by name would say less than an index signature with a name.
			'@typescript-eslint/consistent-indexed-object-style': 'off',
			'no-console': 'error',
		},
	},
	{
		// What people start by hand speaks on the terminal.
		files: ['stack/**/*.ts', 'bench/**/*.ts', 'acceptance/**/*.ts', 'workflows/*.ts', 'test/run.ts'],
		rules: { 'no-console': 'off' },
	},
	{
		files: [...nodeSources, 'package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		rules: {
			'@n8n/community-nodes/no-dead-files': 'error',
			'@n8n/community-nodes/icon-prefer-themed-variants': 'error',
			'@n8n/community-nodes/resource-operation-pattern': 'error',
			'@n8n/community-nodes/node-registration-complete': 'error',
			'@n8n/community-nodes/require-files-array': 'error',
			'@n8n/community-nodes/require-homepage': 'error',
			'@n8n/community-nodes/credential-unnecessary-password': 'error',
		},
	},
	{
		files: nodeSources,
		rules: {
			// n8n's cloud gives community nodes no sockets and no streams; storage systems on one's own racks need both.
			'@n8n/community-nodes/no-restricted-imports': 'off',
			// Operations throw InvalidField and SystemError; nodes/shared/errors.ts makes n8n's errors of them, with the item's index.
			'@n8n/community-nodes/require-node-api-error': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		// Derives descriptions and holds none; what it derives is linted by test/nodes/descriptions.test.ts.
		ignores: ['nodes/shared/**'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// Both want the literal ['main'], which n8n's newer rule node-connection-type-literal forbids.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// The dialog's Docs link opens an address on the web. The pages are in the repository's docs, which is published nowhere
			// yet, and a link that leads nowhere is worse than none; the codex files of the nodes have none for the same reason.
			'n8n-nodes-base/cred-class-field-documentation-url-missing': 'off',
			// Take "caCertificate" and "allowUnauthorizedCerts" for secrets: the one is public, the other yes or no.
			'@n8n/community-nodes/credential-password-field': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['package.json'],
		extends: [tseslint.configs.base],
		languageOptions: { parserOptions: { extraFileExtensions: ['.json'] } },
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: { ...n8nNodesBase.configs.community.rules },
	},
);
