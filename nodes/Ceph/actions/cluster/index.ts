import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { health } from './health.ts';

export const cluster = defineResource<CephContext>({
	name: 'Cluster',
	description: 'The Ceph cluster as a whole',
	operations: { health },
});
