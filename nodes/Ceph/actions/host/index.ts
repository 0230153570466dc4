import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { daemons } from './daemons.ts';
import { devices } from './devices.ts';
import { get } from './get.ts';
import { list } from './list.ts';

export const host = defineResource<CephContext>({
	name: 'Host',
	description: 'A machine of the cluster',
	operations: { daemons, devices, get, getAll: list },
});
