import fc from 'fast-check';

import { type Capabilities, formatCapabilities, listedCapabilities, parseCapabilities, surplus } from '../../../nodes/Ceph/gateway/capabilities.ts';

const permission = fc.constantFrom('read', 'write', '*');
const some = fc.dictionary(fc.constantFrom('users', 'buckets', 'usage', 'metadata', 'user-info-without-keys'), permission, { noNullPrototype: true }) as fc.Arbitrary<Capabilities>;
const bits = { read: 1, write: 2, '*': 3 };

describe('capabilities', () => {
	it.each([
		['', ''],
		['users=*', 'users=*'],
		[' users = read, write ; usage=read;', 'usage=read;users=*'],
		['users=read;users=write', 'users=*'],
		['buckets=read write', 'buckets=*'],
	])('"%s" are %s', (text, sorted) => {
		expect(formatCapabilities(parseCapabilities(text))).toBe(sorted);
	});

	it.each(['users', 'users=', 'users=all', '=read', 'users:read', 'Users=read', 'users=read,delete'])('"%s" are none', (text) => {
		expect(() => parseCapabilities(text)).toThrow('Capabilities: cannot read');
	});

	it('come back from what the gateway lists', () => {
		expect(listedCapabilities([{ type: 'users', perm: '*' }, { type: 'usage', perm: 'read' }, { type: 'zone', perm: '<none>' }])).toEqual({ users: '*', usage: 'read' });
		expect(listedCapabilities(undefined)).toEqual({});
	});

	it('survive being written and read', () => {
		fc.assert(fc.property(some, (capabilities) => expect(parseCapabilities(formatCapabilities(capabilities))).toEqual(capabilities)));
	});

	it('become others by taking away what is too much and adding what is missing', () => {
		fc.assert(
			fc.property(some, some, (is, wanted) => {
				const [remove, add] = [surplus(is, wanted), surplus(wanted, is)];
				for (const type of Object.keys({ ...is, ...wanted })) {
					const of = (all: Capabilities) => (type in all ? bits[all[type]!] : 0);
					expect((of(is) | of(add)) & ~of(remove)).toBe(of(wanted));
				}
			}),
		);
	});
});
