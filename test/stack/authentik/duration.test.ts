import { parseDuration } from '../../../stack/authentik/core/duration.ts';

test.each([
	['hours=1', 3600],
	['minutes=1;seconds=30', 90],
	['days=30', 2_592_000],
	['weeks=1; hours = 2 ;', 612_000],
	['milliseconds=1500', 1.5],
	['seconds=0', 0],
	['', 0],
])('%s', (text, seconds) => {
	expect(parseDuration(text)).toBe(seconds);
});

test.each(['hour=1', 'hours', 'hours=', 'hours=one', '1 hour', 'hours=1,minutes=2', 'constructor=1'])(
	'%s is none',
	(text) => {
		expect(parseDuration(text)).toBeUndefined();
	},
);
