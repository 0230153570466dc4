import { inCeph } from './ceph-command.ts';

/** Address under which containers of the stack reach this machine: their default route leads there. */
export async function hostAddress(): Promise<string> {
	const routes = await inCeph(['cat', '/proc/net/route']);
	const gateway = routes
		.split('\n')
		.map((line) => line.split(/\s+/))
		.find(([, destination]) => destination === '00000000')?.[2];
	if (gateway === undefined) throw new Error('The container of Ceph has no default route, so that its gateway cannot reach the tests.');
	// The kernel writes the four bytes in the order of the machine, least first.
	return Array.from({ length: 4 }, (_, byte) => parseInt(gateway.slice(6 - 2 * byte, 8 - 2 * byte), 16)).join('.');
}
