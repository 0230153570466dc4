import { rootCertificates } from 'node:tls';

import fc from 'fast-check';

import { connectionSettings } from '../../../nodes/EventStore/connection-string.ts';
import { InvalidField } from '../../../nodes/shared/errors.ts';

const settingsOf = (connectionString: string, more = {}) => connectionSettings({ connectionString, ...more });

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
		expect(String(settingsOf('esdb://db', { caCertificate }).channel.rootCertificate)).toBe(rootCertificates.slice(0, 2).join('\n'));
	});

	it.each(['hello', '-----BEGIN CERTIFICATE-----\nhello\n-----END CERTIFICATE-----'])('refuses %j for an authority', (caCertificate) => {
		expect(() => settingsOf('esdb://db', { caCertificate })).toThrow('CA Certificate: ');
	});

	it.each([
		['a login that would be dropped', 'esdb://admin:changeit@db?tls=false', 'without TLS the client sends no user name'],
		['another scheme', 'http://db:2113', 'is none of an event store'],
		['no host', 'esdb://', 'position'],
		['a port that is none', 'esdb://db:http', 'port number'],
		['a file on the host', 'esdb://db?tlsCAFile=/etc/ca.pem', 'names a certificate file'],
		['a login with a stray %', 'esdb://ops:100%@db', 'encodes nothing'],
	])('refuses %s', (_what, connectionString, message) => {
		expect(() => settingsOf(connectionString)).toThrow(InvalidField);
		expect(() => settingsOf(connectionString)).toThrow(message);
	});

	it('refuses a login in the fields that would be dropped', () => {
		expect(() => settingsOf('esdb://db?tls=false', { username: 'admin', password: 'changeit' })).toThrow('without TLS');
	});

	it('never says the password when it cannot be read', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[!-~]{1,20}$/), (junk) => {
				try {
					settingsOf(`esdb://admin:hunter2@db${junk}`);
				} catch (error) {
					expect(String((error as InvalidField).message)).not.toContain('hunter2');
				}
			}),
		);
	});
});
