import { gatewayAddress, rpcAddress } from '../../../nodes/Ipfs/addresses.ts';

test.each([
	['http://127.0.0.1:5001', 'http://127.0.0.1:5001'],
	[' http://127.0.0.1:5001/ \n', 'http://127.0.0.1:5001'],
	['http://127.0.0.1:5001/api/v0/', 'http://127.0.0.1:5001'],
	['http://127.0.0.1:5001/webui#/files', 'http://127.0.0.1:5001'],
	['https://kubo.example/behind/a/proxy/api/v0', 'https://kubo.example/behind/a/proxy'],
])('the RPC API of %j is at %s', (given, address) => {
	expect(rpcAddress(given)).toBe(address);
});

test.each([
	['127.0.0.1:5001', /^RPC URL: "127\.0\.0\.1:5001" in the credential must begin with http/],
	['/ip4/127.0.0.1/tcp/5001', /^RPC URL: .* must begin with http/],
	['', /^RPC URL: the credential holds no address/],
	['http://me:hidden@kubo:5001', /^RPC URL: (?!.*hidden)/],
])('%j is no RPC URL', (given, message) => {
	expect(() => rpcAddress(given)).toThrow(message);
});

test.each([
	['https://gateway.example', 'https://gateway.example'],
	['https://gateway.example/ipfs/', 'https://gateway.example'],
	['\thttp://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
	['', undefined],
	[' ', undefined],
	[undefined, undefined],
])('links of the gateway %j begin with %s', (given, address) => {
	expect(gatewayAddress(given)).toBe(address);
});

test('a gateway needs an address', () => {
	expect(() => gatewayAddress('gateway.example')).toThrow(/^Gateway URL: "gateway\.example" in the credential must begin with http/);
});
