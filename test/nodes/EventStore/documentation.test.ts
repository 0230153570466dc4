import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodePropertyOptions } from 'n8n-workflow';

import { EventStore } from '../../../nodes/EventStore/EventStore.node.ts';

const { properties } = new EventStore().description;
const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/nodes/event-store.md'), 'utf8');
const rows = new Map([...page.matchAll(/^\| \*\*(.+?)\*\* \| (.+?) \|$/gm)].map(([, resource, operations]) => [resource, operations?.split(', ')]));

const optionsOf = (name: string, resource?: string) =>
	properties.find((property) => property.name === name && (!resource || property.displayOptions?.show?.resource?.includes(resource)))!.options as INodePropertyOptions[];

const resources = optionsOf('resource').map(({ name, value }) => [name, String(value)] as const);

test.each(resources)('the page of the Event Store node lists the operations of %s', (name, value) => {
	expect(rows.get(name)).toEqual(optionsOf('operation', value).map((operation) => operation.name));
});

const folder = join(root, 'test/contract/event-store');
const tests = globSync('*.test.ts', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'));
const operations = resources.flatMap(([, resource]) => optionsOf('operation', resource).map(({ value }) => [resource, String(value)] as const));

// Read from the text, so that an operation without any test against a running server is found without one.
test.each(operations)('%s %s is tried against a running event store', (resource, operation) => {
	const named = new RegExp(`'${resource}',\\s*'${operation}'|operation: '${operation}'`);
	// Tests of streams leave the resource to the function that runs them.
	const short = new RegExp(`\\b(?:run|outputsOf)\\(\\s*'${operation}'`);
	const ofUsers = new RegExp(`server\\.run\\('${resource}', operation`);
	expect(tests.some((text) => named.test(text) || (resource === 'stream' && short.test(text)) || (ofUsers.test(text) && text.includes(`'${operation}'`)))).toBe(true);
});
