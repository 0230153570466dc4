import { checkName, imagePath, namespacesPath, snapshotPath, specOf, trashPath } from '../../../../nodes/Ceph/rbd/image-spec.ts';

const spec = { pool: 'volumes', namespace: '', image: 'db' };

describe('the specification of an image', () => {
	it('is one segment of a path, with the namespace in the middle', () => {
		expect(imagePath(spec)).toBe('api/block/image/volumes%2Fdb');
		expect(imagePath({ ...spec, namespace: 'tenant-a' })).toBe('api/block/image/volumes%2Ftenant-a%2Fdb');
		expect(snapshotPath({ ...spec, snapshot: 'a b' })).toBe('api/block/image/volumes%2Fdb/snap/a%20b');
		expect(trashPath({ pool: 'volumes', namespace: 'tenant-a', id: '10b4' })).toBe('api/block/image/trash/volumes%2Ftenant-a%2F10b4');
		expect(namespacesPath('a?b')).toBe('api/block/pool/a%3Fb/namespace');
	});

	it.each(['a b', 'a+b', '100%', '%2F', 'ä', '😀', '#1', 'a?b', 'a:b', '...'])('takes the name %j', (name) => {
		expect(specOf({ ...spec, image: name })).toBe(`volumes/${name}`);
		expect(decodeURIComponent(imagePath({ ...spec, image: name }))).toBe(`api/block/image/volumes/${name}`);
	});

	it.each(['a/b', '/', 'a@b', '.', '..', ''])('refuses the name %j', (name) => {
		expect(() => checkName(name, 'Image')).toThrow(/^Image: /);
	});

	it('says which of several images has a name that is none', () => {
		expect(() => specOf({ ...spec, image: 'a/b' }, 'Child')).toThrow(/^Child Image: /);
		expect(() => specOf({ ...spec, namespace: 'a/b' }, 'Child')).toThrow(/^Child Namespace: /);
		expect(() => specOf({ ...spec, pool: 'a/b' })).toThrow(/^Pool: /);
		expect(() => specOf({ ...spec, pool: '' })).toThrow(/^Pool: /);
	});
});
