import { jest } from '@jest/globals';

import { tellStalls } from '../../../stack/eventstore/stalls.ts';

it('the log tells for how long nothing was answered', () => {
	jest.useFakeTimers();
	try {
		const told: unknown[] = [];
		let clock = 0;
		const timer = tellStalls((event, fields) => void told.push([event, fields]), () => clock);
		for (const passed of [1_000, 1_900, 6_500, 1_000]) {
			clock += passed;
			jest.advanceTimersByTime(1_000);
		}
		expect(told).toEqual([['stalled', { milliseconds: 5_500 }]]);
		clearInterval(timer);
	} finally {
		jest.useRealTimers();
	}
});
