// Kills the embedded event store again and again while clients append, and compares what it has afterwards with what it acknowledged:
//
//   npm run test:crash -- [--kills 50] [--seed …]
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { crashRun } from './run.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '50' }, seed: { type: 'string', default: randomUUID().slice(0, 8) } } });

const say = (line: string) => process.stdout.write(`${line}\n`);

say(`--seed ${values.seed}`);
const begin = performance.now();
const figures = await crashRun(values.seed, Number(values.kills), ({ kills, acknowledged, unheard }) => {
	say(`${kills} kills, ${acknowledged} appends acknowledged, ${unheard} written without it`);
});
say(JSON.stringify({ seed: values.seed, ...figures, seconds: Math.round((performance.now() - begin) / 1_000) }));
