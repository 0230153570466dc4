import fc from 'fast-check';

import { checkOnly, type Declaration, ensure } from '../../../nodes/shared/ensure.ts';
import { InvalidField, SystemError } from '../../../nodes/shared/errors.ts';

type Settings = Record<string, unknown>;

/** A thing with settings, and a record of what was done to it. */
function thing(there: Settings | undefined, more: Partial<Declaration<Settings>> = {}) {
	const done: string[] = [];
	const world = { there };
	const declare = (declared: Settings): Declaration<Settings> => ({
		what: 'Pool "tenant-a"',
		declared,
		find: async () => world.there,
		actual: (found) => found,
		create: async () => {
			done.push('create');
			world.there = { ...declared };
		},
		change: async (settings) => {
			done.push(`change ${settings.join(', ')}`);
			for (const setting of settings) world.there = { ...world.there, [setting]: declared[setting] };
		},
		...more,
	});
	return { world, done, declare };
}

const anySettings = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(fc.nat(3), fc.string({ maxLength: 2 }), fc.array(fc.nat(3), { maxLength: 2 })));

describe('a thing that is declared', () => {
	it('is created when it is absent; what was declared is what differed', async () => {
		const { done, declare } = thing(undefined);
		expect(await ensure(declare({ size: 3, quota: undefined, apps: ['rbd'] }), false)).toEqual({
			existed: false,
			created: true,
			changed: false,
			differences: [
				{ setting: 'size', is: null, wanted: 3 },
				{ setting: 'apps', is: null, wanted: ['rbd'] },
			],
		});
		expect(done).toEqual(['create']);
	});

	it('gets what creating does not take afterwards', async () => {
		const create = async () => {
			world.there = { size: 3 };
		};
		const { world, done, declare } = thing(undefined, { create });
		expect(await ensure(declare({ size: 3, quota: 10 }), false)).toMatchObject({ created: true, changed: false });
		expect(done).toEqual(['change quota']);
		expect(world.there).toEqual({ size: 3, quota: 10 });
	});

	it('is changed where it differs, and only there', async () => {
		const { world, done, declare } = thing({ size: 2, quota: 10, apps: ['rbd'], other: 'stays' });
		expect(await ensure(declare({ size: 3, quota: 10, apps: ['rbd'], missing: true }), false)).toEqual({
			existed: true,
			created: false,
			changed: true,
			differences: [
				{ setting: 'size', is: 2, wanted: 3 },
				{ setting: 'missing', is: null, wanted: true },
			],
		});
		expect(done).toEqual(['change size, missing']);
		expect(world.there).toEqual({ size: 3, quota: 10, apps: ['rbd'], missing: true, other: 'stays' });
	});

	it('stays as it is when nothing differs', async () => {
		const { done, declare } = thing({ size: 3, apps: ['rbd'] });
		expect(await ensure(declare({ size: 3, apps: ['rbd'], quota: undefined }), false)).toEqual({ existed: true, created: false, changed: false, differences: [] });
		expect(done).toEqual([]);
	});

	it.each([[undefined], [{ size: 2 }], [{ size: 3 }]])('is only looked at on wish, when it is %j', async (there) => {
		const { done, declare } = thing(there, { fixed: ['size'] });
		const answer = await ensure(declare({ size: 3 }), true);
		expect(answer).toMatchObject({ existed: there !== undefined, created: false, changed: false });
		expect(answer.differences).toHaveLength(there?.size === 3 ? 0 : 1);
		expect(done).toEqual([]);
	});

	it('is left alone when a setting differs that cannot be changed', async () => {
		const { done, declare } = thing({ type: 'replicated', size: 2 }, { fixed: ['type'] });
		const thrown = await ensure(declare({ size: 3, type: 'erasure' }), false).catch((error: unknown) => error);
		expect(thrown).toBeInstanceOf(InvalidField);
		expect(thrown).toMatchObject({ field: 'type', message: 'type: Pool "tenant-a" has "replicated", not "erasure", and this cannot be changed', allowed: '"replicated"' });
		expect(done).toEqual([]);
	});

	it('that somebody else makes in between is brought into line', async () => {
		const { world, done, declare } = thing(undefined, {
			create: async () => {
				world.there = { size: 2, quota: 10 };
				throw new SystemError({ message: 'it exists' });
			},
		});
		expect(await ensure(declare({ size: 3, quota: 10 }), false)).toEqual({
			existed: true,
			created: false,
			changed: true,
			differences: [{ setting: 'size', is: 2, wanted: 3 }],
		});
		expect(done).toEqual(['change size']);
	});

	it('of which nothing but its name is declared may be made by anybody', async () => {
		const { world, declare } = thing(undefined, {
			create: async () => {
				world.there = {};
				throw new SystemError({ message: 'it exists' });
			},
		});
		expect(await ensure(declare({}), false)).toEqual({ existed: true, created: false, changed: false, differences: [] });
	});

	it('that is there in no way as declared after it could not be made is the error of its making', async () => {
		const refused = new SystemError({ message: 'half made' });
		const { world, done, declare } = thing(undefined, {
			create: async () => {
				world.there = { size: 1 };
				throw refused;
			},
		});
		await expect(ensure(declare({ size: 3 }), false)).rejects.toBe(refused);
		expect(done).toEqual([]);
	});

	it('that cannot be made is an error in the words of the system', async () => {
		const refused = new SystemError({ message: 'no space' });
		const create = async () => {
			throw refused;
		};
		await expect(ensure(thing(undefined, { create }).declare({ size: 3 }), false)).rejects.toBe(refused);
	});

	it('that cannot be changed is an error in the words of the system', async () => {
		const refused = new SystemError({ message: 'not now' });
		const change = async () => {
			throw refused;
		};
		await expect(ensure(thing({ size: 2 }, { change }).declare({ size: 3 }), false)).rejects.toBe(refused);
	});

	it('differs no more the second time, whatever is declared and whatever is there', async () => {
		await fc.assert(
			fc.asyncProperty(fc.option(anySettings, { nil: undefined }), anySettings, async (there, declared) => {
				const { done, declare } = thing(there);
				const looked = await ensure(declare(declared), true);
				const first = await ensure(declare(declared), false);
				expect(first.differences).toEqual(looked.differences);
				const before = done.length;
				expect(await ensure(declare(declared), false)).toEqual({ existed: true, created: false, changed: false, differences: [] });
				expect(done).toHaveLength(before);
			}),
		);
	});

	it('is checked by a switch that is off unless set', () => {
		expect(checkOnly).toMatchObject({ type: 'boolean', default: false });
	});
});
