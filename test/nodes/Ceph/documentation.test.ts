import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodePropertyOptions } from 'n8n-workflow';

import { Ceph } from '../../../nodes/Ceph/Ceph.node.ts';

const { properties } = new Ceph().description;
const page = readFileSync(join(import.meta.dirname, '../../../docs/nodes/ceph.md'), 'utf8');
const rows = new Map([...page.matchAll(/^\| \*\*(.+?)\*\* \| (.+?) \|$/gm)].map(([, resource, operations]) => [resource, operations?.split(', ')]));

const optionsOf = (name: string, resource?: string) =>
	properties.find((property) => property.name === name && (!resource || property.displayOptions?.show?.resource?.includes(resource)))!.options as INodePropertyOptions[];

test.each(optionsOf('resource').map(({ name, value }) => [name, value]))('the page of the Ceph node lists the operations of %s', (name, value) => {
	expect(rows.get(String(name))).toEqual(optionsOf('operation', String(value)).map((operation) => operation.name));
});
