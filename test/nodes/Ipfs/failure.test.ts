import { authorization } from '../../../nodes/Ipfs/authorization.ts';
import { explained, refused, unreachable } from '../../../nodes/Ipfs/failure.ts';
import { gatewayLink } from '../../../nodes/Ipfs/gateway-link.ts';

// Messages as Kubo 0.43 words them.
test.each([
	['block was not found locally (offline): ipld: could not find bafy', /ipfs swarm connect/],
	['failed to fetch all nodes', /ipfs swarm connect/],
	['not pinned or pinned indirectly', /Missing Is Fine/],
	["path '/ipfs/bafy' is not pinned", /Missing Is Fine/],
	['invalid path "bafynonsense": invalid cid: selected encoding not supported', /Give a CID/],
	['this dag node is a directory', /File: List/],
	['no link named "none" under bafy', /File: List/],
	['unrecognized chunker option: x', /size-<bytes>/],
	['chunker size must be greater than 0', /size-<bytes>/],
	['rabin min must be greater than 16', /size-<bytes>/],
	['could not resolve name', /There is no such name/],
	['DNSLink lookup for "x." failed: could not resolve name: DNSLink lookup could not find a TXT record', /There is no such name/],
	['bafy is pinned recursively', /Switch Recursive on/],
	['pin name is 300 bytes (max 255 bytes)', /shorter name/],
	['to-files: cannot put node in path "/x": directory already has entry by that name', /ipfs files rm/],
])('for "%s" there is advice', (message, advice) => {
	expect(explained(message)).toEqual({ message, description: expect.stringMatching(advice) as string, code: undefined });
});

test('where Kubo speaks as a programmer, other words come first', () => {
	expect(explained('func called on wrong kind: "LookupBySegment"').message).toBe('The path goes on below a file (func called on wrong kind: "LookupBySegment")');
});

test('what nobody foresaw is said in the words of Kubo alone', () => {
	expect(explained('the moon is full', '500')).toEqual({ message: 'the moon is full', description: undefined, code: '500' });
});

test.each([
	[500, '{"Message":"the moon is full","Code":0,"Type":"error"}', 'the moon is full'],
	[502, '<html><body><h1>502 Bad\nGateway</h1></body></html>', '502 Bad Gateway'],
	[403, '403 - Forbidden', 'Kubo refused the request: 403 - Forbidden'],
	[403, '', 'Kubo refused the request: no reason given'],
	[404, '404 page not found', 'http://127.0.0.1:8080 is not the RPC API of Kubo (404)'],
])('%i %s', (status, body, message) => {
	expect(refused(status, body, 'http://127.0.0.1:8080').failure).toMatchObject({ message, code: String(status) });
});

test.each([
	['DEPTH_ZERO_SELF_SIGNED_CERT', /^The certificate of https:\/\/kubo is not trusted/],
	['CERT_HAS_EXPIRED', /^The certificate of https:\/\/kubo is not trusted/],
	['ERR_TLS_CERT_ALTNAME_INVALID', /^The certificate of https:\/\/kubo is not trusted/],
	['ECONNREFUSED', /^Kubo cannot be reached at https:\/\/kubo: no luck$/],
])('%s', (code, message) => {
	expect(unreachable(Object.assign(new Error('no luck'), { code }), 'https://kubo').failure).toMatchObject({
		message: expect.stringMatching(message) as string,
		code,
	});
});

test('logins become headers', () => {
	expect(authorization({ authentication: 'basic', username: 'Jürgen', password: 'a:b' })).toBe(`Basic ${btoa('J\u00c3\u00bcrgen:a:b')}`);
	expect(authorization({ authentication: 'bearer', token: 't' })).toBe('Bearer t');
	expect(authorization({ authentication: 'none', username: 'left over', token: 'left over' })).toBeUndefined();
	expect(authorization({})).toBeUndefined();
});

test('what pasting leaves around a login is no part of it', () => {
	expect(authorization({ authentication: 'bearer', token: ' t\r\n' })).toBe('Bearer t');
	expect(authorization({ authentication: 'basic', username: '\u200bme ', password: ' p \n' })).toBe(`Basic ${btoa('me: p ')}`);
});

test.each([
	[{ authentication: 'bearer', token: 'two\nlines' }, 'Token: the one in the credential has a blank, a line break'],
	[{ authentication: 'bearer', token: 'Schlüssel' }, 'Token: the one in the credential has'],
	[{ authentication: 'bearer', token: ' ' }, 'Token: the credential holds none'],
	[{ authentication: 'basic', username: 'a:b', password: 'x' }, 'User Name: a colon'],
])('the login %j is refused', (login, message) => {
	expect(() => authorization(login)).toThrow(message);
});

test('links name the file', () => {
	expect(gatewayLink('http://gw', 'bafy', 'a & b?.pdf')).toBe('http://gw/ipfs/bafy?filename=a%20%26%20b%3F.pdf');
	expect(gatewayLink('http://gw', 'bafy')).toBe('http://gw/ipfs/bafy');
	expect(gatewayLink(undefined, 'bafy')).toBeUndefined();
});
