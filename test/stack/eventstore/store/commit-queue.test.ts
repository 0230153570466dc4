import { DatabaseSync } from 'node:sqlite';
import { CommitQueue } from '../../../../stack/eventstore/store/commit-queue.ts';
import { WritesRefused } from '../../../../stack/eventstore/store/writes-refused.ts';
import { HeldLog, nextTurn } from './held-log.ts';

let database: DatabaseSync;
let commits: number;
let committing: () => void;
let queue: CommitQueue;
/** What happened, in its order. */
const happened: string[] = [];
const hooks = {
	beginning: () => undefined,
	committing: () => committing(),
	committed: () => void happened.push('committed'),
	synced: () => {
		commits += 1;
		happened.push('synced');
	},
	refusing: () => void happened.push('refusing'),
};
beforeEach(() => {
	database = new DatabaseSync(':memory:');
	database.exec('CREATE TABLE facts (name TEXT NOT NULL UNIQUE)');
	commits = 0;
	committing = () => undefined;
	happened.length = 0;
	queue = new CommitQueue(database, hooks);
});
afterEach(() => database.close());

const insert = (name: string) => () => database.prepare('INSERT INTO facts VALUES (?)').run(name);
const names = () => database.prepare('SELECT name FROM facts ORDER BY name').all().map((row) => row.name);

it('shares one commit among the work of one turn', async () => {
	await Promise.all(['a', 'b', 'c'].map((name) => queue.enqueue(insert(name))));
	expect(names()).toEqual(['a', 'b', 'c']);
	expect(commits).toBe(1);
});

it('takes back what failed work did, and keeps the rest', async () => {
	const outcomes = await Promise.allSettled([
		queue.enqueue(insert('a')),
		queue.enqueue(() => {
			insert('b')();
			insert('a')();
		}),
		queue.enqueue(insert('c')),
	]);
	expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
	expect(names()).toEqual(['a', 'c']);
});

it('fails all of a group whose transaction is lost', async () => {
	const outcomes = await Promise.allSettled([
		queue.enqueue(insert('a')),
		// What SQLite does by itself when the disk is full.
		queue.enqueue(() => {
			database.exec('ROLLBACK');
			throw new Error('disk full');
		}),
		queue.enqueue(insert('c')),
	]);
	expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected']);
	expect(names()).toEqual([]);
	expect(commits).toBe(0);
	await queue.enqueue(insert('d'));
	expect(names()).toEqual(['d']);
});

it('commits what is added to the group in the end with it, or nothing of both', async () => {
	committing = insert('added');
	await queue.enqueue(insert('a'));
	expect(names()).toEqual(['a', 'added']);
	await expect(queue.enqueue(insert('b'))).rejects.toThrow('UNIQUE');
	expect(names()).toEqual(['a', 'added']);
});

it('runs first what asks for it', async () => {
	const order: string[] = [];
	await Promise.all([
		queue.enqueue(() => order.push('a')),
		queue.enqueue(() => order.push('b'), 'first'),
	]);
	expect(order).toEqual(['b', 'a']);
});

describe('with a log to be synced', () => {
	let log: HeldLog;
	beforeEach(() => {
		log = new HeldLog();
		log.held = true;
		queue = new CommitQueue(database, hooks, log.sync);
	});

	const settles = (name: string) => queue.enqueue(insert(name)).then(() => happened.push(`${name} settled`));

	it('tells of a commit, and settles, only when it is on the disk', async () => {
		const settled = settles('a');
		await log.busy();
		await nextTurn();
		expect(names()).toEqual(['a']);
		expect(happened).toEqual(['committed']);
		await log.finish();
		await settled;
		expect(happened).toEqual(['committed', 'synced', 'a settled']);
	});

	it('gathers what comes during a sync, and syncs it together after that one', async () => {
		const first = settles('a');
		await log.busy();
		const others = [settles('b'), settles('c')];
		await nextTurn();
		expect(names()).toEqual(['a']);
		expect(log.underWay).toBe(1);
		await log.finish();
		await first;
		await log.busy();
		expect(names()).toEqual(['a', 'b', 'c']);
		await log.finish();
		await Promise.all(others);
		expect(log.asked).toBe(2);
		expect(happened).toEqual(['committed', 'synced', 'a settled', 'committed', 'synced', 'b settled', 'c settled']);
	});

	it('goes on at once when the sync is through already', async () => {
		queue = new CommitQueue(database, hooks, () => undefined);
		await Promise.all([settles('a'), settles('b')]);
		expect(happened).toEqual(['committed', 'synced', 'a settled', 'b settled']);
	});

	it('refuses everything from a sync on that failed at once', async () => {
		queue = new CommitQueue(database, hooks, () => {
			throw new Error('EIO: i/o error, fdatasync');
		});
		const [first, later] = [await Promise.allSettled([settles('a')]), await Promise.allSettled([settles('b')])].flat();
		expect(first).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/EIO.*only the next start/) as string } });
		expect(later).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/^Nothing was written.*EIO/) as string } });
		expect(happened).toEqual(['committed', 'refusing']);
	});

	it('syncs nothing for what only looked', async () => {
		expect(await queue.enqueue(() => 'seen')).toBe('seen');
		expect(log.asked).toBe(0);
		expect(happened).toEqual(['synced']);
	});

	it('drains: what is being synced, what waits, and what those write who waited', async () => {
		log.held = false;
		const done = settles('a').then(() => settles('b')).then(() => settles('c'));
		await queue.drain();
		expect(happened.at(-1)).toBe('c settled');
		await done;
		await queue.drain();
	});

	it('refuses everything from a sync on that failed', async () => {
		const first = Promise.allSettled([settles('a')]);
		await log.busy();
		const second = Promise.allSettled([settles('b')]);
		await log.fail();
		const third = Promise.allSettled([settles('c')]);
		const [synced, waiting, later] = (await Promise.all([first, second, third])).flat();
		expect(synced).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/EIO.*only the next start/) as string } });
		for (const outcome of [waiting, later]) {
			expect(outcome).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/^Nothing was written.*EIO/) as string } });
		}
		expect(names()).toEqual(['a']);
		expect(happened).toEqual(['committed', 'refusing']);
		expect(queue.refusal).toBeInstanceOf(WritesRefused);
		await queue.drain();
		expect(log.asked).toBe(1);
	});

	it.each([['of the log', 1034], ['of the folder', 1290]])('refuses everything from a sync of SQLite\'s own on that failed, %s', async (_what, errcode) => {
		committing = () => {
			throw Object.assign(new Error('disk I/O error'), { errcode });
		};
		await expect(settles('a')).rejects.toThrow(WritesRefused);
		committing = () => undefined;
		await expect(settles('b')).rejects.toThrow('Nothing was written');
		expect(names()).toEqual([]);
	});

	it('goes on after a write that failed otherwise', async () => {
		await log.letThrough();
		committing = () => {
			throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
		};
		await expect(settles('a')).rejects.toThrow('disk is full');
		committing = () => undefined;
		await settles('b');
		expect(names()).toEqual(['b']);
	});
});
