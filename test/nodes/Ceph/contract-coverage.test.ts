import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodePropertyOptions } from 'n8n-workflow';

import { Ceph } from '../../../nodes/Ceph/Ceph.node.ts';

const { properties } = new Ceph().description;
const folder = join(import.meta.dirname, '../../contract/ceph');
const tests = globSync('*.test.ts', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'));

const operations = properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options, displayOptions }) => {
		const [resource] = displayOptions?.show?.resource as string[];
		return (options as INodePropertyOptions[]).map(({ value }) => [resource!, String(value)] as const);
	});

// Read from the text, so that an operation without any test against the cluster is found without one.
test.each(operations)('%s %s is tried against the running cluster', (resource, operation) => {
	expect(tests.some((text) => new RegExp(`'${resource}',\\s*'${operation}'`).test(text))).toBe(true);
});
