import { readFileSync } from 'node:fs';
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
