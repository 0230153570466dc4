import { tagOfParts, unquoted } from '../../../nodes/Ceph/gateway/entity-tag.ts';

describe('entity tags', () => {
	it('of parts are the MD5 of their MD5s, and how many they are', () => {
		// echo -n a | md5sum, echo -n b | md5sum; then md5sum of both, as bytes.
		const parts = ['"0cc175b9c0f1b6a831c399e269772661"', '92eb5ffee6ae2fec3ad71c777531578f'];
		expect(tagOfParts(parts)).toBe('96e024ba2074fe77e8e965ba43a704be-2');
	});

	it('of which one is no MD5 say nothing of the whole', () => {
		expect(tagOfParts(['0cc175b9c0f1b6a831c399e269772661', '"x"'])).toBeUndefined();
	});

	it.each([
		['"a"', 'a'],
		['a', 'a'],
		['', ''],
	])('%j are given as %j', (etag, plain) => {
		expect(unquoted(etag)).toBe(plain);
	});
});
