import { productName, version } from '../version.ts';
import { fresh, json, text } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Exchange, Resource } from './resource.ts';

const moved = (to: string) => ({ origin }: Exchange): Answer => text(302, 'Moved', { location: origin + to });

/** A page that tells people what they have reached; the vendor's user interface is not there. */
const home = (): Answer => ({
	status: 200,
	headers: { 'content-type': 'text/html; charset=utf-8', ...fresh },
	body: '<!DOCTYPE html><html lang=en><head><meta charset=utf-8><meta name=viewport content="width=device-width">'
		+ `<title>The ${productName}</title></head><body><h1>The ${productName}</h1><p>Version ${version}. It speaks gRPC `
		+ 'to the clients of EventStoreDB and KurrentDB, and these pages: <a href="/info">info</a>, '
		+ '<a href="/stats">stats</a>, <a href="/gossip">gossip</a>, <a href="/streams/$all">$all</a>.</p></body></html>\n',
});

const gossip = ({ origin }: Exchange): Answer => {
	const { hostname, port, protocol } = new URL(origin);
	const address = { httpEndPointIp: hostname, httpEndPointPort: Number(port || (protocol === 'https:' ? 443 : 80)) };
	const member = { state: 'Leader', isAlive: true, timeStamp: new Date().toISOString(), ...address };
	return json({ members: [member], serverIp: address.httpEndPointIp, serverPort: address.httpEndPointPort }, fresh);
};

/** What browsers see, and the cluster of one. */
export const webResources: Resource[] = [
	{ path: '/', allowed: 'GET', for: 'everybody', methods: { GET: moved('/ui/cluster') } },
	{ path: '/web', allowed: 'GET', for: 'everybody', methods: { GET: moved('/web/index.html') } },
	{ path: '/web/index.html', allowed: 'GET', for: 'everybody', methods: { GET: home } },
	{ path: '/ui/cluster', allowed: 'GET', for: 'everybody', methods: { GET: home } },
	{ path: '/gossip', allowed: 'GET', for: 'everybody', methods: { GET: gossip } },
];
