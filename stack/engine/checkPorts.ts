import type { Environment } from '../environment.ts';
import { endpointsOf, runsElsewhere } from '../environment.ts';
import type { System } from '../services.ts';
import type { Engine } from './find.ts';
import { describeOwner, portOwners } from './portOwner.ts';

/**
 * Systems whose host ports something else holds, each with whom that is and what to do. A port that the project's own
 * container holds is as it should be.
 */
export async function takenPorts(
	engine: Engine,
	project: string,
	wanted: readonly System[],
	environment: Environment,
): Promise<Map<System, string>> {
	const here = wanted.filter((system) => !runsElsewhere(system, environment));
	const published = here.flatMap((system) =>
		endpointsOf(system, environment).map(({ portVariable }) => ({ system, portVariable, port: Number(environment[portVariable]) })),
	);
	const owners = await portOwners(published.map(({ port }) => port), engine);
	const taken = new Map<System, string>();
	for (const { system, portVariable, port } of published) {
		const owner = owners.get(port);
		if (!owner || owner.project === project) continue;
		taken.set(system, `port ${port} is taken by ${describeOwner(owner)}: stop that, or set ${portVariable}`);
	}
	return taken;
}
