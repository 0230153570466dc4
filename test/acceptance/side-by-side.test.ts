import { mayRunBeside } from '../../acceptance/support/sideBySide.ts';

const scenario = (...names: string[]) => ({ tags: names.map((name) => ({ name })) });

describe('scenarios side by side', () => {
	it('run together when none stops what another needs', () => {
		expect(mayRunBeside(scenario('@needs:ceph', '@needs:ipfs'), [scenario('@needs:ceph'), scenario()])).toBe(true);
		expect(mayRunBeside(scenario('@needs:ceph', '@stops:ipfs'), [scenario('@needs:ceph')])).toBe(true);
	});

	it.each([
		[scenario('@stops:ipfs'), scenario('@needs:ipfs')],
		[scenario('@needs:ipfs'), scenario('@stops:ipfs')],
		[scenario('@stops:ipfs'), scenario('@stops:ipfs')],
		[scenario('@alone'), scenario()],
		[scenario(), scenario('@alone')],
	])('wait for one another otherwise', (one, other) => {
		expect(mayRunBeside(one, [other])).toBe(false);
	});

	it('begin when nothing runs', () => {
		expect(mayRunBeside(scenario('@alone', '@stops:ipfs'), [])).toBe(true);
	});
});
