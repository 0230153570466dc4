import { SystemError } from '../../../../nodes/shared/errors.ts';
import type { Dashboard } from '../../../../nodes/Ceph/dashboard/dashboard.ts';
import { takeSnapshot } from '../../../../nodes/Ceph/dashboard/take-snapshot.ts';
import { currentImagesOf, imagesOf, refreshList } from '../../../../nodes/Ceph/rbd/images.ts';
import { findInTrash, trashOf, trashSettled } from '../../../../nodes/Ceph/rbd/trash.ts';

type Send = Dashboard['send'];
type Query = Record<string, unknown>;

const none = async () => {
	throw new Error('not asked for');
};
const failure = (code: string, message = '') => new SystemError({ message, code });
const names = async (images: AsyncIterable<{ name: string }>) => (await Array.fromAsync(images)).map(({ name }) => name);

/** A Dashboard whose list has what `present` has not lost since it was read. */
function listing(all: { name: string; namespace?: string }[], present = all) {
	const asked: Query[] = [];
	const send: Send = async (_method, _path, _body, { query = {} } = {}) => {
		asked.push(query);
		const { offset, limit } = query as { offset: number; limit: number };
		const value = all.slice(offset, offset + limit).filter((image) => present.includes(image));
		return { status: 200, body: value.map((image) => ({ value: [{ unique_id: image.name, ...image }] })), total: all.length };
	};
	return { asked, dashboard: { send, get: none } as unknown as Dashboard };
}

const many = (count: number, more = {}) => Array.from({ length: count }, (_, n) => ({ name: `i${n}`, ...more }));

describe('the list of images', () => {
	it('goes over pages to the end', async () => {
		const { dashboard, asked } = listing(many(5));
		expect(await names(imagesOf(dashboard, { pool: 'volumes' }, 2))).toEqual(['i0', 'i1', 'i2', 'i3', 'i4']);
		expect(asked).toEqual([0, 2, 4].map((offset) => ({ offset, limit: 2, pool_name: 'volumes' })));
	});

	it('goes on after pages of which nothing is left', async () => {
		const all = many(6);
		expect(await names(imagesOf(listing(all, all.slice(5)).dashboard, {}, 2))).toEqual(['i5']);
	});

	it('loses none when the Dashboard reads the list anew between two pages', async () => {
		const all = many(8);
		const { dashboard, asked } = listing(all);
		const send: Send = async (...call) => {
			const answer = await dashboard.send(...call);
			// The first four go away, and what was on the second page is on the first.
			if (asked.length === 1) all.splice(0, 4);
			return answer;
		};
		expect(await names(imagesOf({ send } as unknown as Dashboard, {}, 3))).toEqual(['i0', 'i1', 'i2', 'i7', 'i4', 'i5', 'i6']);
	});

	it('says so when the list changes whenever it is read', async () => {
		let left = 100;
		const send = async () => await Promise.resolve({ body: [{ value: many(2) }], total: left-- });
		await expect(names(imagesOf({ send } as unknown as Dashboard, {}, 2))).rejects.toThrow('changed between two of its pages each of the 5 times');
	});

	it('gives once what a search finds twice', async () => {
		const [image] = many(1);
		expect(await names(imagesOf(listing([image!, image!, ...many(2).slice(1)]).dashboard, { search: 'i' }, 1))).toEqual(['i0', 'i1']);
	});

	it('is asked for no more than are taken, but by namespace, which the Dashboard cannot tell', async () => {
		const { dashboard, asked } = listing(many(60));
		await names(currentImagesOf(dashboard, {}, 3));
		await names(currentImagesOf(dashboard, { namespace: '' }, 3));
		expect(asked[0]).toEqual({ offset: 0, limit: 3 });
		expect(asked.at(-1)).toEqual({ offset: 40, limit: 20 });
	});

	it('is waited for when the Dashboard has not heard of the namespace', async () => {
		const known = listing(many(1, { namespace: 'a' }));
		let looks = 0;
		const send: Send = async (...call) => (++looks < 3 ? { status: 200, body: [], total: 0 } : await known.dashboard.send(...call));
		const dashboard = { send, get: async () => [{ namespace: 'a', num_images: 1 }, { namespace: 'b', num_images: 0 }] } as unknown as Dashboard;
		expect(await names(currentImagesOf(dashboard, { pool: 'volumes', namespace: 'a' }))).toEqual(['i0']);
		expect(await names(currentImagesOf(dashboard, { pool: 'volumes', namespace: 'b' }))).toEqual([]);
		await expect(names(currentImagesOf(dashboard, { pool: 'volumes', namespace: 'c' }))).rejects.toThrow('There is no namespace "c"');
	});

	it('stays late where the user may not change images', async () => {
		const spec = { pool: 'p', namespace: '', image: 'i' };
		const failing = (code: string) => ({ send: async () => Promise.reject(failure(code)), get: none }) as unknown as Dashboard;
		await refreshList(failing('403'), spec);
		await expect(refreshList(failing('500'), spec)).rejects.toThrow(SystemError);
	});
});

describe('a snapshot', () => {
	it('is taken in earlier releases, too, which do not know kinds of them', async () => {
		const asked: unknown[] = [];
		const send = async (method: string, path: string, body: object) => {
			asked.push([method, path, body]);
			if ('mirrorImageSnapshot' in body) throw failure('500', "create() got an unexpected keyword argument 'mirrorImageSnapshot'");
		};
		await takeSnapshot({ send, get: none } as unknown as Dashboard, 'api/block/image/a%2Fb', 's');
		expect(asked).toEqual([
			['POST', 'api/block/image/a%2Fb/snap', { snapshot_name: 's', mirrorImageSnapshot: false }],
			['POST', 'api/block/image/a%2Fb/snap', { snapshot_name: 's' }],
		]);
	});

	it('fails once', async () => {
		let asked = 0;
		const send = async () => {
			asked++;
			throw failure('400', '[errno 17] RBD image already exists');
		};
		await expect(takeSnapshot({ send, get: none }, 'api/block/image/a%2Fb', 's')).rejects.toThrow('[errno 17]');
		expect(asked).toBe(1);
	});
});

describe('the trash', () => {
	const entry = { id: '1', name: 'i', source: 'USER', pool_name: 'p', namespace: '', deletion_time: '', deferment_end_time: '' };
	const spec = { pool: 'p', namespace: '', id: '1' };
	/** Gives one answer after the other, and the last again and again. */
	const answering = (...answers: unknown[]) => {
		const get = async () => (answers.length > 1 ? answers.shift() : answers[0]);
		return { get, send: none } as unknown as Dashboard;
	};
	const reading = (...value: object[]) => [{ status: 0, value, pool_name: 'p' }];

	it('is asked again while the Dashboard has not read it', async () => {
		const old = [{ status: 1, value: [], pool_name: 'p' }];
		expect(await trashOf(answering({ status: 2, value: null }, old, reading(entry)), 'p')).toEqual([entry]);
	});

	it('is looked at twice for what is not in it', async () => {
		expect(await findInTrash(answering(reading(), reading(entry)), spec)).toEqual(entry);
		expect(await findInTrash(answering(reading(), reading()), spec)).toBeUndefined();
	});

	it('is waited for until it shows a change', async () => {
		expect(await trashSettled(answering(reading(), reading(entry)), spec, true)).toEqual(entry);
		expect(await trashSettled(answering(reading(entry), reading()), spec, false)).toBeUndefined();
	});
});
