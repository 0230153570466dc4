import type { Dashboard } from '../../../../nodes/Ceph/dashboard/dashboard.ts';
import { missing } from '../../../../nodes/Ceph/dashboard/missing.ts';
import { type About, inWords } from '../../../../nodes/Ceph/rbd/failure.ts';
import { SystemError } from '../../../../nodes/shared/errors.ts';

const raised = (message: string) => new SystemError({ message, code: '400' });
const IMAGE = { pool: 'p', namespace: '', image: 'i' };
const OF_SNAPSHOT = { image: { ...IMAGE, snapshot: 's' } };

/** A cluster with one image, whose one snapshot is as given. */
function cluster(snapshot: object): Dashboard {
	const image = { snapshots: [{ name: 's', is_protected: false, children: [], ...snapshot }] };
	return {
		get: async (path: string) => {
			if (path === 'api/block/image/p%2Fi') return image as never;
			if (path === 'api/block/pool/p/namespace') return [{ namespace: 'there', num_images: 0 }] as never;
			throw missing('thing', path);
		},
		send: async () => ({ status: 200, body: undefined }),
	};
}

const failure = async (about: About, thrown: Error, snapshot: object = {}) =>
	await inWords(cluster(snapshot), about, async () => await Promise.reject(thrown)).catch((error: unknown) => error);

describe('what RBD raises', () => {
	it.each<[string, About, string, object, string]>([
		['an image that is missing', { image: { ...IMAGE, image: 'x' } }, '[errno 2] RBD image not found', {}, 'There is no block image "p/x"'],
		['a snapshot that is missing', { image: { ...IMAGE, snapshot: 'x' } }, '[errno 2] RBD image not found', {}, 'There is no snapshot "x" of block image "p/i"'],
		['a namespace that is missing', { made: { ...IMAGE, namespace: 'x' } }, '[errno 2] RBD image not found', {}, 'There is no namespace "x" in pool "p"'],
		['an image that is there', { made: IMAGE }, '[errno 17] RBD image already exists', {}, 'There is a block image "p/i" already'],
		['a snapshot that is there', { image: IMAGE, made: { snapshot: 's' } }, '[errno 17] RBD image already exists', {}, 'There is a snapshot of block image "p/i" with the name "s" already'],
		['a protected snapshot', OF_SNAPSHOT, '[errno 16] RBD image is busy', { is_protected: true }, 'Snapshot "s" of block image "p/i" is protected'],
		['a snapshot with clones', OF_SNAPSHOT, '[errno 16] RBD image is busy', { children: [{ pool_name: 'p', image_name: 'c' }] }, 'Snapshot "s" of block image "p/i" has clones: p/c'],
		['a snapshot that is not protected', { ...OF_SNAPSHOT, made: { ...IMAGE, image: 'c' } }, '[errno 22] RBD invalid argument', {}, 'Snapshot "s" of block image "p/i" is not protected, as this cluster wants those to be that are cloned'],
	])('is put into words for %s', async (_what, about, message, snapshot, words) => {
		expect(await failure(about, raised(`${message} (error doing b'it')`), snapshot)).toMatchObject({ message: words, failure: { code: expect.stringMatching(/^40[49]$/) as string } });
	});

	it.each([
		['for another cause', raised('[errno 22] RBD invalid argument (error creating clone)'), { is_protected: true }],
		['in words already', raised('Namespace already exists'), {}],
		['by somebody else', new TypeError('x'), {}],
	])('stays as it is %s', async (_how, thrown, snapshot) => {
		expect(await failure(OF_SNAPSHOT, thrown, snapshot)).toBe(thrown);
	});
});
