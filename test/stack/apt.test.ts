import { debianMirror, parseAptSources } from '../../stack/engine/apt.ts';

const deb822 = `Types: deb
# http://snapshot.example/archive/debian/20250520T000000Z
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBF
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb deb-src
URIs: http://mirror.example/debian-security
 http://second.example/debian-security
Suites: bookworm-security

Types: deb-src
URIs: http://sources.example/debian
Suites: bookworm

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
`;

describe('apt sources', () => {
	it('reads deb822 stanzas: comments, folded fields, several addresses; neither sources nor what is off', () => {
		expect(parseAptSources('/etc/apt/sources.list.d/debian.sources', deb822)).toEqual([
			{ uri: 'http://mirror.example/debian', suites: ['bookworm', 'bookworm-updates'] },
			{ uri: 'http://mirror.example/debian-security', suites: ['bookworm-security'] },
			{ uri: 'http://second.example/debian-security', suites: ['bookworm-security'] },
		]);
	});

	it('reads one-line sources with and without options', () => {
		const list = [
			'# deb http://commented.example/debian bookworm main',
			'deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] https://mirror.example/debian/ bookworm main',
			'deb-src http://sources.example/debian bookworm main',
			'deb http://packages.example/apt cloud main',
		].join('\n');
		expect(parseAptSources('/etc/apt/sources.list', list)).toEqual([
			{ uri: 'https://mirror.example/debian/', suites: ['bookworm'] },
			{ uri: 'http://packages.example/apt', suites: ['cloud'] },
		]);
	});
});

describe('the mirror that Debian is taken from', () => {
	it("is the host's own archive, not its security updates nor a third party's packages", () => {
		const sources = [
			{ uri: 'http://mirror.example/debian-security', suites: ['bookworm-security'] },
			{ uri: 'http://packages.example/debian', suites: ['stable-vendor'] },
			{ uri: 'http://mirror.example/debian', suites: ['bookworm', 'bookworm-updates'] },
		];
		expect(debianMirror(sources)).toBe('http://mirror.example/debian');
	});

	it("is Debian's own on a host that is not Debian", () => {
		expect(debianMirror([{ uri: 'http://mirror.example/ubuntu', suites: ['noble'] }])).toBe(
			'http://deb.debian.org/debian',
		);
	});
});
