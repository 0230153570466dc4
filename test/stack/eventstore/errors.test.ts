import fc from 'fast-check';
import { isServiceError, streamDeleted, wrongExpectedVersion } from '../../../stack/eventstore/errors.ts';

it('puts what the error speaks of into trailers', () => {
	const { metadata } = wrongExpectedVersion('order-1', 'stream_exists', -1);
	expect(metadata.getMap()).toEqual({
		'exception': 'wrong-expected-version',
		'stream-name': 'order-1',
		'expected-version': '-4',
		'actual-version': '-1',
	});
});

it('makes a trailer of any stream name', () => {
	fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
		const error = streamDeleted(name);
		expect(isServiceError(error)).toBe(true);
		expect(String(error.metadata.get('stream-name')[0])).toMatch(/^[ -~]*$/);
	}));
	expect(streamDeleted('größe 1').metadata.get('stream-name')).toEqual(['gr%C3%B6%C3%9Fe 1']);
});

it('tells of an enormous name no more than a client takes', () => {
	const error = streamDeleted('é'.repeat(1_000_000));
	expect(error.details.length).toBeLessThan(1_100);
	expect(String(error.metadata.get('stream-name')[0]).length).toBeLessThan(10_000);
});

it('says nothing that gRPC cannot send, whatever the name and wherever it is cut', () => {
	for (const name of ['half \ud800', `${'x'.repeat(985)}🙂${'x'.repeat(1_000)}`, '🙂'.repeat(1_000), `x${'🙂'.repeat(1_000)}`]) {
		expect(() => encodeURI(streamDeleted(name).details)).not.toThrow();
	}
});
