import { chosenFeatures, newFeatures, switchFeatures } from '../../../../nodes/Ceph/rbd/features.ts';

describe('the features of a new image', () => {
	it.each([
		[undefined, undefined],
		[[], undefined],
		[['layering'], ['layering']],
		[['object-map', 'exclusive-lock'], ['exclusive-lock', 'fast-diff', 'object-map']],
		[['fast-diff', 'exclusive-lock'], ['exclusive-lock', 'fast-diff', 'object-map']],
		[['journaling', 'exclusive-lock'], ['exclusive-lock', 'journaling']],
	] as const)('%j become %j', (chosen, wanted) => {
		expect(newFeatures(chosen, undefined)).toEqual(wanted);
	});

	it.each([
		[['object-map'], 'object-map needs exclusive-lock'],
		[['fast-diff'], 'object-map needs exclusive-lock'],
		[['journaling', 'layering'], 'journaling needs exclusive-lock'],
		[['data-pool'], 'data-pool needs a data pool'],
	] as const)('%j are refused: %s', (chosen, problem) => {
		expect(() => newFeatures(chosen, undefined)).toThrow(`Features: ${problem}`);
	});

	it('may say that there is a data pool when there is one', () => {
		expect(newFeatures(['data-pool', 'layering'], 'data')).toEqual(['data-pool', 'layering']);
	});

	it('are told from those that Ceph sets by itself', () => {
		expect(chosenFeatures(['striping', 'operations', 'layering', 'data-pool', 'deep-flatten'])).toEqual(['deep-flatten', 'layering']);
	});
});

describe('the features of an image', () => {
	const all = ['deep-flatten', 'exclusive-lock', 'fast-diff', 'layering', 'object-map'];

	it.each([
		[all, ['journaling'], [], ['deep-flatten', 'exclusive-lock', 'fast-diff', 'journaling', 'layering', 'object-map']],
		[all, [], ['object-map'], ['deep-flatten', 'exclusive-lock', 'layering']],
		[all, [], ['deep-flatten', 'fast-diff'], ['exclusive-lock', 'layering']],
		[['layering', 'striping'], ['fast-diff', 'exclusive-lock'], [], ['exclusive-lock', 'fast-diff', 'layering', 'object-map', 'striping']],
		[['layering'], ['layering'], ['deep-flatten'], ['layering']],
	] as const)('%j with %j and without %j are %j', (current, on, off, wanted) => {
		expect(switchFeatures(current, on, off)).toEqual(wanted);
	});

	it.each([
		[['layering'], ['deep-flatten'], [], 'Enable Features: deep-flatten can only be chosen when an image is made'],
		[[], ['layering'], [], 'Enable Features: layering can only be chosen'],
		[all, [], ['layering'], 'Disable Features: layering stays'],
		[all, ['journaling'], ['journaling'], 'Enable Features: journaling would be on and off'],
		[all, ['object-map'], ['fast-diff'], 'would be on and off'],
		[all, [], ['exclusive-lock'], 'Disable Features: object-map needs exclusive-lock'],
		[['layering'], ['journaling'], [], 'Enable Features: journaling needs exclusive-lock'],
	] as const)('%j with %j and without %j are refused', (current, on, off, problem) => {
		expect(() => switchFeatures(current, on, off)).toThrow(problem);
	});
});
