import { parseSettings } from '../../../stack/eventstore/settings.ts';

const parse = (...flags: string[]) => parseSettings(['node', 'main.ts', ...flags]);
const before = { ...process.env };
afterEach(() => {
	process.env = { ...before };
});

it('has defaults that need nothing', () => {
	for (const name of Object.keys(process.env)) if (name.startsWith('EVENTSTORE_')) delete process.env[name];
	expect(parse()).toEqual({
		db: '.stack/eventstore', host: '127.0.0.1', port: 2113, maxAppendSize: 1_048_576, writeTimeout: 2_000,
		startStandardProjections: true,
	});
});

it('takes the environment, and flags before it', () => {
	process.env.EVENTSTORE_DB = '/data';
	process.env.EVENTSTORE_HOST = '0.0.0.0';
	process.env.EVENTSTORE_PORT = '3000';
	process.env.EVENTSTORE_START_STANDARD_PROJECTIONS = 'false';
	expect(parse('--port', '0')).toMatchObject({ db: '/data', host: '0.0.0.0', port: 0, startStandardProjections: false });
});
