import { setTimeout as sleep } from 'node:timers/promises';

import { ClientCache } from '../../../nodes/shared/client-cache.ts';

function cache(idle: number) {
	const opened: string[] = [];
	const closed: string[] = [];
	const clients = new ClientCache<{ url: string }, { url: string }>({
		open: ({ url }) => (opened.push(url), { url }),
		close: ({ url }) => void closed.push(url),
		idle,
	});
	return { clients, opened, closed };
}

describe('clients that outlive an execution', () => {
	it('are opened once for a credential', () => {
		const { clients, opened } = cache(1_000);
		const [a, b, other] = [clients.lease({ url: 'a' }), clients.lease({ url: 'a' }), clients.lease({ url: 'b' })];
		expect(a.client).toBe(b.client);
		expect(other.client).not.toBe(a.client);
		expect(opened).toEqual(['a', 'b']);
	});

	it('are closed when nobody has used them for a while, and opened anew after that', async () => {
		const { clients, opened, closed } = cache(20);
		clients.lease({ url: 'a' }).release();
		await sleep(60);
		expect(closed).toEqual(['a']);
		clients.lease({ url: 'a' });
		expect(opened).toEqual(['a', 'a']);
	});

	it('that are not trusted any longer are given to nobody else, and closed when those who have them are through', async () => {
		const { clients, opened, closed } = cache(1_000);
		const [first, second] = [clients.lease({ url: 'a' }), clients.lease({ url: 'a' })];
		first.discard();
		first.release();
		const next = clients.lease({ url: 'a' });
		expect(next.client).not.toBe(second.client);
		second.discard();
		expect(clients.lease({ url: 'a' }).client).toBe(next.client);
		expect({ opened, closed }).toEqual({ opened: ['a', 'a'], closed: [] });
		second.release();
		expect(closed).toEqual(['a']);
	});

	it('stay open while one user is left, however long it takes', async () => {
		const { clients, closed } = cache(10);
		const [first, second] = [clients.lease({ url: 'a' }), clients.lease({ url: 'a' })];
		first.release();
		first.release();
		await sleep(40);
		expect(closed).toEqual([]);
		second.release();
		await sleep(40);
		expect(closed).toEqual(['a']);
	});
});
