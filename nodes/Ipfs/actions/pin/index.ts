import { defineResource } from '../../../shared/node.ts';
import type { IpfsContext } from '../../transport.ts';
import { add } from './add.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';

export const pin = defineResource<IpfsContext>({ name: 'Pin', operations: { add, list, remove } });
