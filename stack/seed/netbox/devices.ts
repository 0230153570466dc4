import { byName, type Client, idOf, name, type Stored } from './client.ts';
import { SITE } from './site.ts';

export interface Device {
	name: string;
	model: string;
	role: string;
	rack: string;
	/** Lowest height unit that it takes. */
	position: number;
	serial: string;
}

const storage = { model: 'supermicro-ssg-620p-e1cr24l', role: 'storage-node' };
const compute = { model: 'dell-poweredge-r6525', role: 'compute-node' };
const leaf = { model: 'arista-dcs-7050sx3-48yc8', role: 'leaf-switch' };

export const DEVICES: readonly Device[] = [
	{ ...leaf, name: 'ams1-leaf-01', rack: 'AMS1-R01', position: 42, serial: 'JPE21430101' },
	{ name: 'ams1-fw-01', model: 'juniper-srx1500', role: 'firewall', rack: 'AMS1-R01', position: 41, serial: 'DK4520AF0077' },
	{ name: 'ams1-con-01', model: 'opengear-om1208-8e', role: 'console-server', rack: 'AMS1-R01', position: 40, serial: '12082204310042' },
	{ ...compute, name: 'ams1-compute-01', rack: 'AMS1-R01', position: 20, serial: '7XK4PM3' },
	{ ...storage, name: 'ams1-storage-01', rack: 'AMS1-R01', position: 4, serial: 'S462201X2A10431' },
	{ ...storage, name: 'ams1-storage-02', rack: 'AMS1-R01', position: 2, serial: 'S462201X2A10432' },
	{ ...leaf, name: 'ams1-leaf-02', rack: 'AMS1-R02', position: 42, serial: 'JPE21430102' },
	{ name: 'ams1-fw-02', model: 'juniper-srx1500', role: 'firewall', rack: 'AMS1-R02', position: 41, serial: 'DK4520AF0078' },
	{ ...compute, name: 'ams1-compute-02', rack: 'AMS1-R02', position: 21, serial: '7XK5PM3' },
	{ ...compute, name: 'ams1-compute-03', rack: 'AMS1-R02', position: 20, serial: '7XK6PM3' },
	{ ...storage, name: 'ams1-storage-03', rack: 'AMS1-R02', position: 4, serial: 'S462201X2A10433' },
	{ ...storage, name: 'ams1-storage-04', rack: 'AMS1-R02', position: 2, serial: 'S462201X2A10434' },
];

/** A dozen devices in their places; NetBox gives each the interfaces of its model. */
export async function ensureDevices(client: Client, racks: ReadonlyMap<string, Stored>): Promise<Map<string, Stored>> {
	const wanted = DEVICES.map(({ name, model, role, rack, position, serial }) => ({
		name,
		device_type: { slug: model },
		role: { slug: role },
		site: { slug: SITE },
		location: { slug: 'ams1-hall-2' },
		rack: idOf(racks, rack),
		position,
		face: 'front',
		status: 'active',
		airflow: 'front-to-rear',
		serial,
	}));
	return await client.ensure('dcim/devices', byName(...wanted), name, { site: SITE });
}

/** Interfaces of the site's devices under `<device> <interface>`. */
export async function interfacesOf(client: Client): Promise<Map<string, Stored>> {
	const key = ({ device, name }: Stored) => `${(device as { name: string }).name} ${String(name)}`;
	return await client.ensure('dcim/interfaces', new Map(), key, { site: SITE });
}
