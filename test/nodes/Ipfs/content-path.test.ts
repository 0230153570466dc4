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
])('%s is %s', (given, path) => {
	expect(contentPath(given)).toBe(path);
});

test.each(['', ' ', '/', '/etc/passwd', '/ipfs/', '/ipfs//x', 'http://example.org/x', 'file:///etc/passwd', 'two words'])(
	'"%s" names no content',
	(given) => {
		expect(() => contentPath(given)).toThrow(InvalidField);
	},
);

test('the last part names a file, or the content itself', () => {
	expect([lastPart('/ipfs/bafyroot'), lastPart('/ipfs/bafyroot/a/b.txt')]).toEqual(['bafyroot', 'b.txt']);
});
