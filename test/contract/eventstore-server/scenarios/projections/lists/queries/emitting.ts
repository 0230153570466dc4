import type { Run } from '../../../../replay/run.ts';
import { from } from './query.ts';
import type { Query } from './query.ts';

/** A projection whose handler of a type, `$any` unless given, does this. */
const doing = (statements: (run: Run) => string, type = '$any') => (run: Run) => from(`.when({ ${type}(s, e) { ${statements(run)} } })`)(run);

const emits = { types: ['a', 'b'], emitEnabled: true, streams: [['out']] };

/** What handlers write. */
export const emitting: Record<string, Query> = {
	'emit': {
		...emits, whole: true,
		text: doing((run) => `emit('${run.name('out')}', 'emitted', { of: e.sequenceNumber, type: e.eventType }, { meta: 'x' });`),
	},
	'emit without metadata, to several streams, several events': {
		...emits, streams: [['out'], ['more']],
		text: doing((run) => {
			const [out, more] = [run.name('out'), run.name('more')];
			return `emit('${out}', 'one', { n: 1 }); emit('${more}', 'two', { n: 2 }); emit('${out}', 'three', 'text');`;
		}),
	},
	'emit while it is off': {
		...emits, types: ['a'], emitEnabled: false, ends: /./,
		text: doing((run) => `emit('${run.name('out')}', 'emitted', {});`),
	},
	'linkTo': { ...emits, whole: true, text: doing((run) => `linkTo('${run.name('out')}', e, { meta: 1 });`) },
	'copyTo': { ...emits, whole: true, text: doing((run) => `copyTo('${run.name('out')}', e, { meta: 1 });`) },
	'linkStreamTo': { ...emits, whole: true, text: doing((run) => `linkStreamTo('${run.name('out')}', e.streamId, { meta: 1 });`) },
	'emit into its own source': { ...emits, types: ['a'], streams: [], text: doing((run) => `emit('${run.name()}', 'emitted', {});`, 'a') },
	'emit to a system stream': { ...emits, types: ['a'], streams: [], text: doing((run) => `emit('$${run.name('out')}', 'emitted', {});`, 'a') },
};
