import type { ContainerState } from '../../stack/engine/containers.ts';
import { judge } from '../../stack/engine/startServices.ts';
import { tellingLine } from '../../stack/engine/tellingLine.ts';

const container = (state: Partial<ContainerState>): ContainerState => ({
	id: 'id',
	name: 'cim_ceph_1',
	service: 'ceph',
	image: 'cim/ceph:x',
	status: 'running',
	health: 'healthy',
	exitCode: 0,
	healthOutput: '',
	error: '',
	restarts: 0,
	...state,
});
const composing = { composeOutput: undefined, isLate: false, isOld: false };
const composed = { composeOutput: 'Starting cim_ceph_1 ...\nERROR: for ceph  no such image\n', isLate: false, isOld: false };

describe('a starting service', () => {
	it.each([
		['is healthy when it runs and its check says so', container({}), composing, 'healthy'],
		['is healthy when it runs and has no check', container({ health: 'none' }), composing, 'healthy'],
		['is waited for while its check has not spoken', container({ health: 'starting' }), composed, 'waiting'],
		['is unhealthy by its check', container({ health: 'unhealthy' }), composed, 'unhealthy'],
		['is waited for before Compose has made it', undefined, composing, 'waiting'],
		['is waited for while Compose may still replace it', container({}), { ...composing, isOld: true }, 'waiting'],
		['is healthy when Compose has left it as it was', container({}), { ...composed, isOld: true }, 'healthy'],
		['is waited for while Compose may still start it', container({ status: 'exited' }), composing, 'waiting'],
	])('%s', (_, state, circumstances, outcome) => {
		expect(judge(state, circumstances)).toBe(outcome);
	});

	it.each([
		['Compose made no container', undefined, composed, /no such image/],
		['it ended', container({ status: 'exited', exitCode: 3 }), composed, /exit code 3/],
		['the engine could not start it', container({ status: 'created', error: 'port is taken' }), composed, /port is taken/],
		['it keeps ending', container({ status: 'restarting', restarts: 5, exitCode: 1 }), composing, /5 times/],
		['it takes too long', container({ health: 'starting' }), { ...composed, isLate: true }, /not healthy within/],
	])('fails when %s', (_, state, circumstances, reason) => {
		expect(judge(state, circumstances)).toMatch(reason);
	});
});

describe('the line that says why', () => {
	it('is the last one that speaks of an error, else the last one', () => {
		expect(tellingLine(['starting', 'ERROR: no space left', 'stopping', 'bye'])).toBe('ERROR: no space left');
		expect(tellingLine(['starting', 'bye'])).toBe('bye');
		expect(tellingLine([])).toBeUndefined();
	});

	it('is not what is said of every failure', () => {
		const output = [
			'npm error code ECONNRESET',
			'npm error A complete log of this run can be found in: /root/.npm/_logs/1.log',
			"The command '/bin/sh -c npm install --loglevel=error' returned a non-zero code: 1",
		];
		expect(tellingLine(output)).toBe('npm error code ECONNRESET');
	});
});
