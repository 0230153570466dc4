import { defineResource } from '../../../shared/node.ts';
import type { IpfsContext } from '../../transport.ts';
import { get } from './get.ts';

export const node = defineResource<IpfsContext>({ name: 'Node', operations: { get } });
