import type { Connections } from '../connections.ts';
import { ensureDocuments } from './ceph/documents.ts';
import { ensureVolumes } from './ceph/volumes.ts';

/**
 * Gives Ceph a bucket for documents, a pool for the volumes of tenants, and a few block images in it. What is there
 * already stays as it is, but for the bucket's life cycle, which is set again.
 */
export async function seed({ rgw, cephDashboard }: Connections, log: (line: string) => void): Promise<void> {
	await ensureDocuments(rgw, log);
	await ensureVolumes(cephDashboard, log);
}
