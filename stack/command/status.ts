import { projectContainers } from '../engine/containers.ts';
import { projectPaths } from '../project.ts';
import { systems } from '../services.ts';
import { type ProjectOptions, runningMachine } from './machine.ts';
import { renderRows, reportRows } from './report.ts';

/** `stack status`: the table as it is now; exits 1 unless everything is healthy. */
export async function status({ project }: ProjectOptions): Promise<number> {
	const machine = await runningMachine({ project });
	if (!machine) {
		console.log(`No container engine answers: nothing of ${project} runs. Start it with: npm start`);
		return 1;
	}
	const paths = await projectPaths(project);
	const rows = await reportRows(machine, systems);
	console.log(`${machine.engine.description}, ${machine.compose.description}, project ${project}\n`);
	console.log(renderRows(rows, project, paths));
	const containers = await projectContainers(machine.engine, project);
	if (containers.length > 0) console.log('');
	for (const { name, image, status: state, health } of containers) {
		console.log(`${name}  ${image}  ${state}${health === 'none' ? '' : `, ${health}`}`);
	}
	return rows.every(({ ok }) => ok) ? 0 : 1;
}
