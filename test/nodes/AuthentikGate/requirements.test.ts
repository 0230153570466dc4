import fc from 'fast-check';

import { denialOf } from '../../../nodes/AuthentikGate/denial.ts';
import { bearerToken } from '../../../nodes/AuthentikGate/bearer-token.ts';
import type { Identity } from '../../../nodes/AuthentikGate/identity.ts';
import { checkRequirements } from '../../../nodes/AuthentikGate/requirements.ts';

const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));

function passes(has: { groups: string[]; scopes: string[] }, required: Parameters<typeof checkRequirements>[1]): boolean {
	try {
		checkRequirements(has as Identity, required);
		return true;
	} catch {
		return false;
	}
}

describe('what a caller must have', () => {
	it('is one group of those named, or each of them, and every scope', () => {
		fc.assert(
			fc.property(names, names, names, names, fc.constantFrom('any', 'all'), (groups, scopes, needGroups, needScopes, match) => {
				const missing = needGroups.filter((group) => !groups.includes(group)).length;
				const inGroups = match === 'all' ? missing === 0 : needGroups.length === 0 || missing < needGroups.length;
				const granted = needScopes.every((scope) => scopes.includes(scope));
				expect(passes({ groups, scopes }, { groups: needGroups, match, scopes: needScopes })).toBe(inGroups && granted);
			}),
		);
	});
});

describe('the challenge', () => {
	it('is a header value that can be sent, whatever scopes the gate names', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'binary' })), (scopes) => {
				const { wwwAuthenticate } = denialOf('missing_scope', scopes);
				expect(() => new Headers({ 'www-authenticate': wwwAuthenticate })).not.toThrow();
				expect(wwwAuthenticate.match(/"/g)).toHaveLength(6);
			}),
		);
	});
});

describe('the token of a call', () => {
	it('is all that follows the scheme', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[A-Za-z0-9._~+/-]+=*$/), fc.constantFrom('Bearer ', 'bearer ', 'BEARER  ', ' '), (token, before) => {
				fc.pre(token.toLowerCase() !== 'bearer');
				expect(bearerToken(`${before}${token} `)).toBe(token);
			}),
		);
	});
});
