import fc from 'fast-check';
import { uuidBytes, uuidText } from '../../../stack/eventstore/store/uuid.ts';

it('gives back every UUID, in lower case', () => {
	fc.assert(fc.property(fc.uuid(), (uuid) => {
		expect(uuidText(uuidBytes(uuid.toUpperCase()))).toBe(uuid);
	}));
});

it.each(['', 'no', '97335770-8144-4bb0-aa37-f90cb4533e8', '97335770814-44bb0-aa37-f90cb4533e8c'])('refuses %j', (text) => {
	expect(() => uuidBytes(text)).toThrow(RangeError);
});
