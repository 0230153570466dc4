import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { Linter } from 'eslint';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeType } from 'n8n-workflow';
import tseslint from 'typescript-eslint';

// Under the value that Jest sets, the plugin takes every file for one of its own tests.
process.env.NODE_ENV = 'development';
const { default: n8nNodesBase } = await import('eslint-plugin-n8n-nodes-base');

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };
const sources = manifest.n8n.nodes.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));

/** n8n's newer rules want the constant NodeConnectionTypes.Main where these want the literal. */
const contradicted = {
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
} as const;

const nodes: { name: string; source: string; node: INodeType }[] = [];
// One after another: Jest's loader of ES modules fails now and then when imports of one library overlap.
for (const source of sources) {
	const name = /([^/]+)\.node\.ts$/.exec(source)![1]!;
	const module = (await import(join(root, source))) as Record<string, new () => INodeType>;
	nodes.push({ name, source, node: new module[name]!() });
}

/** The description as source text: what n8n's lint rules read when nothing is derived. */
function asSource(name: string, description: INodeType['description']): string {
	const connections = JSON.stringify(description, null, '\t').replace(/"(main)"/g, 'NodeConnectionTypes.Main');
	return [
		"import type { INodeType, INodeTypeDescription } from 'n8n-workflow';",
		"import { NodeConnectionTypes } from 'n8n-workflow';",
		`export class ${name} implements INodeType {`,
		`description: INodeTypeDescription = ${connections.replace(/"([A-Za-z_]\w*)":/g, '$1:').replace(/"((?:[^"\\]|\\.)*)"/g, quoted)};`,
		'}',
	].join('\n');
}

function quoted(_match: string, text: string): string {
	return `'${text.replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

function everyProperty(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...everyProperty(
			(property.options ?? []).flatMap((option) =>
				'values' in option ? (option satisfies INodePropertyCollection).values : 'type' in option ? [option] : [],
			),
		),
	]);
}

describe.each(nodes)('$name', ({ name, source, node }) => {
	const properties = everyProperty(node.description.properties);

	it("passes n8n's lint rules with all that is derived", () => {
		const messages = new Linter({ cwd: root }).verify(
			asSource(name, node.description),
			[
				{
					files: ['**/*.ts'],
					languageOptions: { parser: tseslint.parser as Linter.Parser },
					plugins: { 'n8n-nodes-base': n8nNodesBase, '@n8n/community-nodes': n8nCommunityNodesPlugin },
					rules: { ...n8nNodesBase.configs.nodes.rules, ...contradicted, '@n8n/community-nodes/resource-operation-pattern': 'error' },
				},
			],
			join(root, source),
		);
		expect(messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} (${line})`)).toEqual([]);
	});

	it('gives every parameter a default of its own type', () => {
		const wrong = properties.filter(({ type, default: value, typeOptions }) => {
			if (typeOptions?.multipleValues === true && type === 'string') return !Array.isArray(value);
			switch (type) {
				case 'number':
				case 'boolean':
				case 'string':
					return typeof value !== type;
				case 'collection':
				case 'fixedCollection':
					return JSON.stringify(value) !== '{}';
				default:
					return value === undefined;
			}
		});
		expect(wrong.map(({ name: parameter }) => parameter)).toEqual([]);
	});

	it('offers no value twice, and defaults to one that is offered', () => {
		for (const { name: parameter, type, options, default: value } of properties) {
			if ((type !== 'options' && type !== 'multiOptions') || options === undefined) continue;
			const values = (options as INodePropertyOptions[]).map((option) => option.value);
			expect([parameter, values]).toEqual([parameter, [...new Set(values)]]);
			if (type === 'options') expect([parameter, values]).toEqual([parameter, expect.arrayContaining([value])]);
		}
	});
});
