
import { begin, canvas, finish, fresh, json, PROCESS } from './support/runs.ts';

beforeAll(() => canvas.start('--start-standard-projections', 'false'));
afterAll(() => canvas.remove());

const getMany = async (scope: 'all' | 'open') => {
	const [runs] = await canvas.run('a person', 'Ask', { resource: 'run', operation: 'getAll', scope, process: PROCESS, states: [], returnAll: true });
	return json(runs);
};

/** A run that has finished, and one that is under way. */
async function aFinishedRunAndOneUnderWay(): Promise<[finished: string, underWay: string]> {
	const [first, second] = [fresh(), fresh()];
	const [go] = await begin(first.execution, first.key);
	await canvas.run(first.execution, 'Finish', finish(), go);
	await begin(second.execution, second.key);
	return [first.key, second.key];
}

const projectionOff = {
	message: 'Runs that have ended cannot be listed: the projection $by_event_type, which finds them, is "Stopped"',
	description: expect.stringMatching(/Enable \$by_event_type .* choose "Not Ended"/) as string,
};

it('of those that have ended says that it needs the projection, and finds them all as soon as it runs', async () => {
	const [finished, underWay] = await aFinishedRunAndOneUnderWay();
	await expect(getMany('all')).rejects.toMatchObject(projectionOff);
	expect(await getMany('open')).toContainEqual(expect.objectContaining({ key: underWay, state: 'running' }));

	await canvas.client.enableProjection('$by_event_type');
	let listed = await getMany('all');
	while (!listed.some(({ key }) => key === underWay)) listed = await getMany('all');
	expect(listed.slice(0, 2)).toMatchObject([{ key: underWay, state: 'running' }, { key: finished, state: 'finished' }]);

	// What was linked until now is no longer all there is.
	await canvas.client.disableProjection('$by_event_type');
	await expect(getMany('all')).rejects.toMatchObject(projectionOff);
});

it('of a process of which no run has begun gives none', async () => {
	await canvas.client.enableProjection('$by_event_type');
	const [runs] = await canvas.run('a person', 'Ask', { resource: 'run', operation: 'getAll', scope: 'all', process: 'never-begun', states: [], returnAll: true });
	await canvas.client.disableProjection('$by_event_type');
	expect(runs).toEqual([]);
});
