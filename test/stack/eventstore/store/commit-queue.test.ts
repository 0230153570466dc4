import { DatabaseSync } from 'node:sqlite';
import { CommitQueue } from '../../../../stack/eventstore/store/commit-queue.ts';

let database: DatabaseSync;
let commits: number;
let committing: () => void;
let queue: CommitQueue;
beforeEach(() => {
	database = new DatabaseSync(':memory:');
	database.exec('CREATE TABLE facts (name TEXT NOT NULL UNIQUE)');
	commits = 0;
	committing = () => undefined;
	queue = new CommitQueue(database, {
		committing: () => committing(),
		committed: () => {
			commits += 1;
		},
	});
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
