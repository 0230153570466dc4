import { json } from './answer.ts';
import type { Exchange, Resource } from './resource.ts';
import { version } from '../version.ts';

/** The version whose contract is followed, without what tells that this is another server. */
const [followed = version] = version.split('-');

/** Settings that are nobody's business. */
const secret = new Set(['defaultAdminPassword', 'defaultOpsPassword']);

const info = ({ context: { security } }: Exchange) => json({
	dbVersion: followed,
	esVersion: version,
	state: 'leader',
	features: { projections: true, userManagement: security !== undefined, atomPub: true },
	authentication: { type: security === undefined ? 'insecure' : 'internal', properties: [] },
});

const options = ({ context: { settings } }: Exchange) => json(Object.entries(settings).map(([name, value]) => ({
	name,
	description: '',
	group: 'Embedded',
	value: secret.has(name) ? '********' : String(value),
	schema: { type: typeof value },
	deprecationMessage: null,
	configurationSource: 'command line or environment',
})));

const ping = () => json({ label: '', text: 'Ping request successfully handled' });

/** What the server is. */
export const infoResources: Resource[] = [
	{ path: '/info', allowed: 'GET', for: 'everybody', methods: { GET: info } },
	{ path: '/info/options', allowed: 'GET', for: 'operators', methods: { GET: options } },
	{ path: '/ping', allowed: 'GET', for: 'everybody', methods: { GET: ping } },
	{ path: '/sys/subsystems', allowed: 'GET', for: 'users', methods: { GET: () => json(['Projections', 'PersistentSubscriptions']) } },
];
