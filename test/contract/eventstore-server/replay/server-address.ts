import { readFileSync } from 'node:fs';

/** Where a server listens, out of its connection string (one node, `esdb://host:port?tls=…&tlsCAFile=…`). */
export interface ServerAddress {
	connectionString: string;
	/** `host:port`. */
	host: string;
	tls: boolean;
	/** PEM of the authority that signed its certificate. */
	ca: Buffer | undefined;
}

export function serverAddress(connectionString: string): ServerAddress {
	const { host, searchParams } = new URL(connectionString);
	const file = searchParams.get('tlsCAFile');
	return {
		connectionString,
		host,
		tls: searchParams.get('tls') !== 'false',
		ca: file === null ? undefined : readFileSync(file),
	};
}

/** The connection string with the credentials `user:password`, or with none, and more options. */
export function connectAs({ connectionString }: ServerAddress, user: string | undefined, options = ''): string {
	const [, scheme = '', rest = ''] = /^([a-z]+(?:\+discover)?:\/\/)(?:[^@/]*@)?(.*)$/.exec(connectionString) ?? [];
	const login = user === undefined ? '' : `${user.split(':').map(encodeURIComponent).join(':')}@`;
	const more = [`connectionName=recorder`, ...(options === '' ? [] : [options])].join('&');
	return `${scheme}${login}${rest}${rest.includes('?') ? '&' : '?'}${more}`;
}
