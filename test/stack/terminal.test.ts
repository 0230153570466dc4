import { canColour, canRedraw } from '../../stack/command/terminal.ts';

describe('an output', () => {
	it.each([
		['a terminal', { isTTY: true, columns: 80 }, true],
		['a terminal that was told no size', { isTTY: true, columns: 0 }, false],
		['a terminal that cannot be asked', { isTTY: true }, false],
		['a terminal of a few columns', { isTTY: true, columns: 8 }, false],
		['a pipe or file', {}, false],
	])('is redrawn when it is wide enough to: %s', (_, output, redrawn) => {
		expect(canRedraw(output)).toBe(redrawn);
	});

	it('gets colours when it is a terminal whose user wants them', () => {
		expect(canColour({ isTTY: true }, {})).toBe(true);
		expect(canColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
		expect(canColour({}, {})).toBe(false);
	});
});
