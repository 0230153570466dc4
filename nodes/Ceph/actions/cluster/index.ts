import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { capacity } from './capacity.ts';
import { getAllConfig } from './get-all-config.ts';
import { getConfig } from './get-config.ts';
import { health } from './health.ts';
import { logs } from './logs.ts';
import { monitors } from './monitors.ts';
import { setConfig } from './set-config.ts';
import { status } from './status.ts';
import { tasks } from './tasks.ts';

export const cluster = defineResource<CephContext>({
	name: 'Cluster',
	description: 'The Ceph cluster as a whole',
	operations: { health, status, capacity, monitors, logs, tasks, getConfig, getAllConfig, setConfig },
});
