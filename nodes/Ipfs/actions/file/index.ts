import { defineResource } from '../../../shared/node.ts';
import type { IpfsContext } from '../../transport.ts';
import { addDirectory } from './add-directory.ts';
import { add } from './add.ts';
import { cat } from './cat.ts';
import { list } from './list.ts';
import { stat } from './stat.ts';

export const file = defineResource<IpfsContext>({ name: 'File', operations: { add, addDirectory, cat, list, stat } });
