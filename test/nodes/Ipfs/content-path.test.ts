import { contentPath, lastPart } from '../../../nodes/Ipfs/content-path.ts';
import { InvalidField } from '../../../nodes/shared/errors.ts';

test.each([
	['bafyroot', '/ipfs/bafyroot'],
	['  bafyroot/ ', '/ipfs/bafyroot'],
	['bafyroot/a b.txt', '/ipfs/bafyroot/a b.txt'],
	['QmRoot', '/ipfs/QmRoot'],
	['/ipfs/bafyroot/what?#%20.txt', '/ipfs/bafyroot/what?#%20.txt'],
	['/ipns/example.org/x', '/ipns/example.org/x'],
	['ipfs://QmRoot/a%20b.txt?download=true', '/ipfs/QmRoot/a b.txt'],
	['ipns://example.org', '/ipns/example.org'],
	['http://127.0.0.1:8080/ipfs/bafyroot?filename=x.pdf', '/ipfs/bafyroot'],
	['https://gateway.example/ipfs/bafyroot/100%/x', '/ipfs/bafyroot/100%/x'],
	['https://bafyroot.ipfs.gateway.example/m%C3%BCll.txt#top', '/ipfs/bafyroot/müll.txt'],
	['https://bafyroot.ipfs.gateway.example', '/ipfs/bafyroot'],
	['https://gateway.example/ipfs/bafyroot/100%/a%20b+c', '/ipfs/bafyroot/100%/a b+c'],
	['HTTPS://Gateway.example/ipfs/QmRoot/', '/ipfs/QmRoot'],
	['gateway.example/ipfs/bafyroot/x', '/ipfs/bafyroot/x'],
	['localhost:8080/ipfs/bafyroot', '/ipfs/bafyroot'],
	['http://bafyroot.ipfs.localhost:8080/', '/ipfs/bafyroot'],
	['bafyroot.ipfs.gateway.example/x?download=true', '/ipfs/bafyroot/x'],
	['https://en-wikipedia--on--ipfs-org.ipns.gateway.example/wiki/', '/ipns/en.wikipedia-on-ipfs.org/wiki'],
	['https://k51qzi5uqu5abc.ipns.gateway.example/x', '/ipns/k51qzi5uqu5abc/x'],
	['IPFS://QmRoot', '/ipfs/QmRoot'],
	['ipfs:bafyroot/x', '/ipfs/bafyroot/x'],
	['ipfs://ipfs/QmRoot/1.png', '/ipfs/QmRoot/1.png'],
	['dweb:/ipns/example.org', '/ipns/example.org'],
	['k51qzi5uqu5abc', '/ipns/k51qzi5uqu5abc'],
	['12D3KooWabc/x', '/ipns/12D3KooWabc/x'],
	['/ipfs/k51qzi5uqu5abc/x', '/ipns/k51qzi5uqu5abc/x'],
	['bafyroot/ipfs/x', '/ipfs/bafyroot/ipfs/x'],
	['/ipfs/bafyroot/ends with a blank ', '/ipfs/bafyroot/ends with a blank '],
	['/ipfs/bafyroot \r\n', '/ipfs/bafyroot'],
	['\u200bbafyroot/x\n', '/ipfs/bafyroot/x'],
])('%s is %s', (given, path) => {
	expect(contentPath(given)).toBe(path);
});

test.each(['', ' ', '/', '/etc/passwd', '/ipfs/', '/ipfs//x', 'http://example.org/x', 'file:///etc/passwd', 'two words', 'ipfs://', 'ftp://example.org/ipfs/x', 'docs.ipfs.tech', 'https://docs.ipfs.tech/concepts/', 'example.org/x'])(
	'"%s" names no content',
	(given) => {
		expect(() => contentPath(given)).toThrow(InvalidField);
	},
);

test('the error names the field', () => {
	expect(() => contentPath('two words', 'Pin')).toThrow('Pin: "two words" names no content');
});

test('the last part names a file, or the content itself', () => {
	expect([lastPart('/ipfs/bafyroot'), lastPart('/ipfs/bafyroot/a/b.txt')]).toEqual(['bafyroot', 'b.txt']);
});
