import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';

import { deleteKeys } from '../../../nodes/Ceph/gateway/delete-keys.ts';
import { deleteListed, readKeys } from '../../../nodes/Ceph/gateway/delete-many.ts';
import type { Gateway } from '../../../nodes/Ceph/gateway/gateway.ts';

/** A gateway that deletes all but the keys it guards. */
function gatewayThatGuards(guarded: readonly string[] = []) {
	const requests: string[][] = [];
	const send = async (command: unknown): Promise<object> => {
		if (command instanceof DeleteObjectsCommand) {
			const objects = command.input.Delete!.Objects!.map(({ Key = '', VersionId }) => ({ Key, VersionId }));
			requests.push(objects.map(({ Key }) => Key));
			return {
				Deleted: objects.filter(({ Key }) => !guarded.includes(Key)),
				Errors: objects.filter(({ Key }) => guarded.includes(Key)).map((object) => ({ ...object, Code: 'AccessDenied', Message: 'AccessDenied' })),
			};
		}
		if (command instanceof DeleteObjectCommand) {
			requests.push([command.input.Key!]);
			return { DeleteMarker: true, VersionId: 'marker' };
		}
		throw new Error('Not expected');
	};
	return { requests, gateway: { send } as unknown as Gateway };
}

describe('keys to delete', () => {
	it('go a thousand a request, those that XML cannot write alone, and come back in their order', async () => {
		const { requests, gateway } = gatewayThatGuards();
		const keys = ['a\nb', ...Array.from({ length: 2_001 }, (_, index) => `key ${index}`), ' c'];
		const results = await deleteKeys(gateway, 'bucket', keys.map((key) => ({ key })));
		expect(requests.map(({ length }) => length).toSorted((a, b) => b - a)).toEqual([1_000, 1_000, 1, 1, 1]);
		expect(results).toEqual(keys.map((key) => expect.objectContaining({ bucket: 'bucket', key, deleted: true }) as unknown));
		expect(results[0]).toEqual({ bucket: 'bucket', key: 'a\nb', deleted: true, deleteMarker: true, versionId: 'marker' });
	});

	it('fail one by one', async () => {
		const { gateway } = gatewayThatGuards(['kept']);
		const [gone, kept] = await deleteKeys(gateway, 'bucket', [{ key: 'gone', versionId: 'v1' }, { key: 'kept' }]);
		expect(gone).toEqual({ bucket: 'bucket', key: 'gone', deleted: true, versionId: 'v1' });
		expect(kept).toMatchObject({ message: 'The gateway denies access to object "kept" in bucket "bucket"', failure: { code: 'AccessDenied' } });
	});

	it('of a list are named when they fail, the first of them', async () => {
		const guarded = Array.from({ length: 7 }, (_, index) => `kept ${index}`);
		const { gateway } = gatewayThatGuards(guarded);
		const work = deleteListed(gateway, 'bucket', [...guarded, 'gone'].map((key) => ({ key })), {});
		await expect(work).rejects.toThrow(/^7 of 8 objects in bucket "bucket" were not deleted: .*"kept 0".*"kept 4" in bucket "bucket", and 2 more$/);
	});

	it('are read from what users and expressions give', () => {
		expect(readKeys(['a', { key: 'b', versionId: 'v', size: 1, bucket: 'bucket' }, { key: 'c', versionId: null }], 'bucket')).toEqual([{ key: 'a' }, { key: 'b', versionId: 'v' }, { key: 'c' }]);
	});

	it.each([['a'], [{ key: 'a' }], [[7]], [[null]], [['']], [[{ key: 7 }]], [[{ Key: 'a' }]], [[{ key: 'a', versionID: 'v' }]], [[{ key: 'a', VersionId: 'v' }]], [[{ key: 'a', versionId: 7 }]], [['a\ud83d']], [[{ key: 'a', bucket: 'other' }]]])('are not read from %j', (list) => {
		expect(() => readKeys(list, 'bucket')).toThrow(/^Keys: /);
	});
});
