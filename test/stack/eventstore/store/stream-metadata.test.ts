import { parseLimits, undeletedMetadata, unlimited } from '../../../../stack/eventstore/store/stream-metadata.ts';

const parse = (text: string, isJson = true) => parseLimits(Buffer.from(text), isJson);

it('reads the limits', () => {
	expect(parse('{"$maxCount":3,"$maxAge":60,"$tb":7,"colour":"red"}')).toEqual(
		{ maxCount: 3, maxAge: 60, truncateBefore: 7, softDeleted: false });
});

it('takes the largest 64-bit integer for a soft delete', () => {
	expect(parse('{"$tb":9223372036854775807}')).toMatchObject({ softDeleted: true });
});

it.each([
	['not JSON', '{'],
	['not an object', '[]'],
	['a property of the wrong type', '{"$maxCount":"3","$tb":7}'],
	['a fraction', '{"$maxCount":2.5}'],
	['nothing', ''],
	['zero and below', '{"$maxCount":0,"$maxAge":-1,"$tb":-5}'],
])('ignores metadata that is %s', (_what, text) => {
	expect(parse(text)).toEqual(unlimited);
});

it('ignores metadata that is not declared as JSON', () => {
	expect(parse('{"$maxCount":3}', false)).toEqual(unlimited);
});

it('keeps everything but $tb when a stream starts again, numbers as written', () => {
	const metadata = Buffer.from('{"$tb":9223372036854775807,"big":12345678901234567890,"nested":{"list":[1.10]}}');
	expect(undeletedMetadata(metadata, 5)?.toString()).toBe('{"$tb":5,"big":12345678901234567890,"nested":{"list":[1.10]}}');
	expect(undeletedMetadata(Buffer.from('nonsense'), 5)).toBeUndefined();
});
