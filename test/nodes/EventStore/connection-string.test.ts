import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

import fc from 'fast-check';

import { connectionSettings } from '../../../nodes/EventStore/connection-string.ts';
import { InvalidField } from '../../../nodes/shared/errors.ts';

const settingsOf = (connectionString: string, more = {}) => connectionSettings({ connectionString, ...more });

/** Fingerprints of the authorities that are trusted. */
const authorities = (caCertificate: string) =>
	String(settingsOf('esdb://db', { caCertificate }).channel.rootCertificate)
		.match(/-----BEGIN CERTIFICATE-----\n(?:.{1,64}\n)+?-----END CERTIFICATE-----\n/g)!
		.map((pem) => new X509Certificate(pem).fingerprint256);

describe('the connection string', () => {
	it.each(['esdb', 'kurrentdb', 'kurrent', 'kdb'])('is taken under the scheme %s', (scheme) => {
		expect(settingsOf(`${scheme}://db.example:2114?tls=false`)).toMatchObject({
			settings: { endpoint: { address: 'db.example', port: 2114 } },
			channel: { insecure: true },
			login: undefined,
		});
	});

	it('asks for TLS and verifies it unless it says otherwise', () => {
		expect(settingsOf('esdb://db.example').channel).toEqual({ insecure: false });
		expect(settingsOf('esdb://db.example?tlsVerifyCert=false').channel.verifyOptions).toEqual({ rejectUnauthorized: false });
	});

	it('names a cluster by discovery or by its members', () => {
		expect(settingsOf('kurrentdb+discover://cluster.example:2113').settings).toMatchObject({
			discover: { address: 'cluster.example', port: 2113 },
		});
		expect(settingsOf('esdb://a:1,b:2,c:3?nodePreference=follower').settings).toMatchObject({
			endpoints: [{ address: 'a', port: 1 }, { address: 'b', port: 2 }, { address: 'c', port: 3 }],
			nodePreference: 'follower',
		});
	});

	it('takes IPv6 addresses in brackets, alone and among members', () => {
		expect(settingsOf('kurrentdb://[2001:db8::1]:2114').settings).toMatchObject({ endpoint: { address: '[2001:db8::1]', port: 2114 } });
		expect(settingsOf('esdb://[::1],b').settings).toMatchObject({ endpoints: [{ address: '[::1]', port: 2113 }, { address: 'b', port: 2113 }] });
		expect(settingsOf('esdb+discover://[::1]').settings).toMatchObject({ discover: { address: '[::1]', port: 2113 } });
	});

	it('takes the login of the fields before its own', () => {
		expect(settingsOf('esdb://ops:old@db').login).toEqual({ username: 'ops', password: 'old' });
		expect(settingsOf('esdb://ops:old@db', { username: 'admin', password: 'new' }).login).toEqual({ username: 'admin', password: 'new' });
	});

	it('carries any login, encoded', () => {
		const text = fc.string({ unit: 'grapheme', minLength: 1 });
		fc.assert(
			fc.property(text, text, (username, password) => {
				const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
				expect(settingsOf(`esdb://${login}@db:2113`)).toMatchObject({
					login: { username, password },
					settings: { endpoint: { address: 'db', port: 2113 } },
				});
			}),
		);
	});

	it('passes private authorities on, whatever stands around them', () => {
		const caCertificate = `# ours\n${rootCertificates[0]}\n${rootCertificates[1]}\n`;
		expect(authorities(caCertificate)).toEqual(rootCertificates.slice(0, 2).map((pem) => new X509Certificate(pem).fingerprint256));
	});

	it.each(['hello', '-----BEGIN CERTIFICATE-----\nhello\n-----END CERTIFICATE-----'])('refuses %j for an authority', (caCertificate) => {
		expect(() => settingsOf('esdb://db', { caCertificate })).toThrow('CA Certificate: ');
	});

	it('takes a login without TLS, as the vendor\'s clients do, and never sends it', () => {
		expect(settingsOf('esdb://admin:changeit@db?tls=false')).toMatchObject({ settings: { endpoint: { address: 'db' } }, login: undefined });
		expect(settingsOf('esdb://db?tls=false', { username: 'admin', password: 'changeit' }).login).toBeUndefined();
	});

	it.each([
		' esdb://db.example:2113?tls=false\n',
		'\u200Besdb://db.example:2113?tls=false\u00A0',
		'ESDB://db.example:2113/?TLS=False',
		'esdb://db.example?tls=false',
		'KurrentDB://db.example/?tls=false&',
	])('is taken as %j', (connectionString) => {
		expect(settingsOf(connectionString)).toMatchObject({
			settings: { endpoint: { address: 'db.example', port: 2113 } },
			channel: { insecure: true },
		});
	});

	it('knows options in each client\'s spelling', () => {
		const { settings, channel } = settingsOf('esdb://db?keep-alive-interval=20000&TlsVerifyCert=False&connection_name=mine&throwOnAppendFailure=false');
		expect(settings).toMatchObject({ keepAliveInterval: 20_000, connectionName: 'mine' });
		expect(channel.verifyOptions).toEqual({ rejectUnauthorized: false });
	});

	it('trims what pasting puts around user name and password', () => {
		expect(settingsOf('esdb://db', { username: ' admin\n', password: 'change it\r\n' }).login).toEqual({ username: 'admin', password: 'change it' });
	});

	it('takes a certificate that has lost its line breaks', () => {
		const whole = rootCertificates[0]!;
		for (const caCertificate of [whole.replaceAll('\n', ' '), whole.replaceAll('\n', '\\n'), whole.replaceAll('\n', '\r\n')]) {
			expect(authorities(caCertificate)).toEqual([new X509Certificate(whole).fingerprint256]);
		}
	});

	it.each([
		['nothing', ' ', 'is empty'],
		['another scheme', 'http://db:2113', 'must begin with esdb://, kurrentdb://'],
		['no scheme', 'db:2113', 'must begin with esdb://'],
		['one of the older client', 'ConnectTo=tcp://admin:changeit@db:1113; HeartBeatTimeout=500', 'must begin with esdb://'],
		['quotation marks', '"esdb://db:2113"', 'stands in quotation marks'],
		['a line break in between', 'esdb://db:2113\n?tls=false', 'has a blank or a line break in it'],
		['no host', 'esdb://', 'names no host'],
		['no host after a comma', 'esdb://a:1,', 'names no host'],
		['a port that is none', 'esdb://db:http', 'has no port number after the host db'],
		['a port that cannot be', 'esdb://db:99999', 'has no port number after the host db'],
		['half a port', 'esdb://db:2113x', 'has no port number after the host db'],
		['an IPv6 address without brackets', 'esdb://2001:db8::1', 'has an IPv6 address without brackets'],
		['brackets around something else', 'esdb://[db]:2113', 'has "[db]:2113", which is no IPv6 address'],
		['an IPv6 address with half a port', 'esdb://[::1]:', 'has no port number after the host [::1]'],
		['a page', 'esdb://db:2113/web/index.html', 'has a path'],
		['a file on the host', 'esdb://db?tlsCAFile=/etc/ca.pem', 'names a certificate file'],
		['a login with a stray %', 'esdb://ops:100%@db', 'encodes nothing'],
		['a login with a slash', 'esdb://ops:a/b@db', 'has a /, ? or # in user name or password'],
		['an option that there is none of', 'esdb://db?tsl=false', 'has an option "tsl" that there is none of'],
		['an option with a wrong value', 'esdb://db?tls=no', 'has "no" as tls'],
		['half a number', 'esdb://db?keepAliveInterval=10s', 'has "10s" as keepAliveInterval'],
		['an option given twice', 'esdb://db?tls=true&tls=false', 'has the option tls twice'],
	])('refuses %s', (_what, connectionString, message) => {
		expect(() => settingsOf(connectionString)).toThrow(InvalidField);
		expect(() => settingsOf(connectionString)).toThrow(message);
	});

	it('never says the password when it cannot be read', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[!-~]{1,20}$/), (junk) => {
				for (const connectionString of [`esdb://admin:hunter2@db${junk}`, `esdb://admin:${junk}hunter2@db`, `${junk}://admin:hunter2@db`]) {
					try {
						settingsOf(connectionString);
					} catch (error) {
						expect(error).toBeInstanceOf(InvalidField);
						expect(String((error as InvalidField).message)).not.toContain('hunter2');
					}
				}
			}),
		);
	});
});
