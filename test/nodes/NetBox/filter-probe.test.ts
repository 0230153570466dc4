import { jest } from '@jest/globals';
import { probeFilter } from '../../../nodes/NetBox/filter-probe.ts';
import type { Query } from '../../../nodes/NetBox/transport.ts';
import { fakeNetBox, refusal } from './support/fake-netbox.ts';

/** As NetBox counts: it ignores what it does not know, and yes or no that is neither. */
function counting(all: { name: string; flag: boolean | null }[]) {
	return fakeNetBox((_path, query: Query) => {
		const matching = all.filter(({ name, flag }) => {
			const wants = (filter: string) => (query[filter] === undefined ? undefined : [query[filter]].flat().map(String));
			if (wants('group')) throw refusal(400);
			const is = [wants('name')?.includes(name), wants('name__ic')?.some((part) => name.includes(part))];
			const isNot = [wants('name__n')?.includes(name)];
			const said = wants('flag')?.[0];
			const yes = said === 'true' ? flag === true : said === 'false' ? flag === false : undefined;
			return [...is, yes].every((match) => match !== false) && isNot.every((match) => match !== true);
		});
		return { count: matching.length };
	});
}

const some = counting([{ name: 'ams1', flag: true }, { name: 'ams2', flag: null }, { name: 'ber1', flag: false }]);
const probe = async (name: string, value: string, netBox = some) => {
	const found = await probeFilter(netBox, 'dcim/sites', name, [value]);
	return typeof found === 'object' ? found.kind : found;
};

describe('whether NetBox filters by a name', () => {
	it.each([
		['name', 'ams1', 'other'],
		['name__ic', 'ams', 'other'],
		['name__n', 'ams1', 'other'],
		['group', 'x', 'other'],
		['flag', 'true', 'boolean'],
		['nosuch', 'x', 'unknown'],
		['name__nosuch', 'x', 'unknown'],
		['nosuch__n', 'x', 'unknown'],
		['flag__n', 'true', 'unknown'],
		['name__nic', 'ams', 'unknown'],
		// Nothing has the value: all are right, whether it filters or not.
		['name__n', 'nobody', undefined],
		['nosuch__n', 'nobody', 'unknown'],
		['flag__n', 'false', 'unknown'],
	])('is found out by asking for %s=%s', async (name, value, kind) => {
		expect(await probe(name, value)).toBe(kind);
	});

	it('is found out while objects come and go', async () => {
		const sites = [{ name: 'ams1', flag: true }];
		const changing = counting(sites);
		const ask = changing.get.bind(changing);
		jest.spyOn(changing, 'get').mockImplementation(async (path, query) => {
			const answer = await ask(path, query);
			if (sites.length > 3) sites.pop();
			else sites.push({ name: `ams${sites.length + 1}`, flag: true });
			return answer;
		});
		for (let time = 0; time < 6; time++) {
			expect(await probe('flag__n', 'true', changing)).toBe('unknown');
			expect(await probe('name__n', 'ams1', changing)).toBe('other');
		}
	});

	it('is found out where nothing or everything has yes', async () => {
		expect(await probe('flag', 'true', counting([{ name: 'a', flag: null }]))).toBe('boolean');
		expect(await probe('flag', 'true', counting([{ name: 'a', flag: true }]))).toBe('boolean');
	});

	it('cannot be found out where there is nothing', async () => {
		expect(await probe('name', 'x', counting([]))).toBeUndefined();
	});
});
