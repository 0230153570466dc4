import { sourceStream } from '../../../stack/eventstore/projections/engine/source-stream.ts';

const metadata = (value: unknown) => Buffer.from(JSON.stringify(value));

it.each([
	['an event that no link brought', undefined, 'written'],
	['an event that a category\'s link brought', metadata({ $c: 1, $o: 'cat-1' }), 'cat-1'],
	['an event that another link brought', metadata({ mine: true }), 'written'],
	['a link without metadata', new Uint8Array(), 'written'],
	['a link whose metadata is no JSON', Buffer.from('{'), 'written'],
	['a link whose metadata is odd', metadata({ $o: 5 }), 'written'],
	['a link whose metadata is null', metadata(null), 'written'],
])('counts %s to its stream', (_what, linkMetadata, stream) => {
	expect(sourceStream({ stream: 'written', linkMetadata })).toBe(stream);
});
