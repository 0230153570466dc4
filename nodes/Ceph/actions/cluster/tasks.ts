import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { tasksUnknown } from '../../dashboard/failure.ts';
import type { Tasks } from '../../dashboard/task.ts';
import type { CephContext } from '../../transport.ts';
import { finishedTask, runningTask } from './task-item.ts';

export const tasks = defineOperation<CephContext>()({
	name: 'Get Many Tasks',
	action: 'Get many tasks of the cluster',
	description: 'List the long tasks that the Dashboard and its modules work on, and those that ended lately',
	fields: {
		filters: collection(
			'Add filter',
			{
				nameContains: { displayName: 'Name Contains', type: 'string', default: '', placeholder: 'e.g. pool/create' },
				states: {
					displayName: 'States',
					type: 'multiOptions',
					options: [
						{ name: 'Executing', value: 'executing' },
						{ name: 'Failed', value: 'failed' },
						{ name: 'Finished', value: 'finished' },
					],
					default: ['executing'],
				},
			},
			'Filters',
		),
	},
	list: true,
	async run({ fields: { filters }, dashboard }) {
		const { nameContains = '', states = [] } = filters;
		const { executing_tasks, finished_tasks } = await dashboard.get<Tasks>('api/task').catch((thrown: unknown) => {
			throw tasksUnknown(undefined, thrown);
		});
		return [...executing_tasks.map(runningTask), ...finished_tasks.map(finishedTask)].filter(
			({ name, state }) => name.includes(nameContains) && (states.length === 0 || states.some((wanted) => wanted === state)),
		);
	},
});
