import { fromTagging, fromTagSet, toTagging, toTagSet } from '../../../nodes/Ceph/gateway/tags.ts';

describe('tags', () => {
	it('are a set with one value for each name', () => {
		expect(fromTagSet(toTagSet([{ name: 'a', value: '1' }, { name: 'b', value: '' }]))).toEqual({ a: '1', b: '' });
		expect(() => toTagSet([{ name: 'a', value: '1' }, { name: 'a', value: '2' }])).toThrow('Tags: "a" is there twice');
	});

	it('are encoded as a header, and read back', () => {
		expect(toTagging(toTagSet([{ name: 'Größe', value: 'a b&c=d' }, { name: 'x', value: '' }]))).toBe('Gr%C3%B6%C3%9Fe=a%20b%26c%3Dd&x=');
		expect(toTagging([])).toBeUndefined();
		const tags = [{ Key: 'Größe +', Value: 'a b&c=d%' }, { Key: 'x', Value: '' }];
		expect(fromTagging(toTagging(tags))).toEqual(tags);
		expect(fromTagging(undefined)).toEqual([]);
	});
});
