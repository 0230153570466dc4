import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Engine } from '../engine/find.ts';
import { repository } from '../project.ts';
import type { ImageName } from '../services.ts';
import { contentHash, filesBelow } from './contentHash.ts';
import { bundleEmbeddedServer, type EmbeddedServer, embeddedServers } from './embeddedServer.ts';
import { buildImage, type BuildWatch, imageExists } from './image.ts';

/** From the longest build to the shortest, so that the last one to end began early. */
const byDuration: readonly ImageName[] = [
	'n8n',
	'netbox',
	'ipfs',
	'ceph',
	'postgres',
	'redis',
	'eventstore',
	'authentik',
];

/** Two builds keep two cores busy; more only make each step look stuck. */
export const atOnce = 2;

/** An image's reference, and what is needed to build it. */
export interface PlannedImage {
	name: ImageName;
	reference: string;
	/** Whether its tag is there already. */
	built: boolean;
	extraFiles: Record<string, Uint8Array>;
	base: string;
}

/**
 * Reference of each image: its tag is a hash of its folder, the server that is bundled into it, and its base. An image
 * whose tag is there is as it would be built now.
 */
export async function planImage(engine: Engine, name: ImageName, base: string): Promise<PlannedImage> {
	const folder = imageFolder(name);
	if (!existsSync(join(folder, 'Dockerfile'))) throw new Error(`${join(folder, 'Dockerfile')} is missing.`);
	const extraFiles: Record<string, Uint8Array> = {};
	if (isEmbedded(name)) extraFiles['server.mjs'] = await bundleEmbeddedServer(name);
	const hash = contentHash({ ...(await filesBelow(folder, ['**'])), ...extraFiles, base });
	const reference = `cim/${name}:${hash}`;
	return { name, reference, built: await imageExists(engine, reference), extraFiles, base };
}

/** Builds a planned image unless it is there. */
export async function buildPlanned(engine: Engine, planned: PlannedImage, watch: BuildWatch): Promise<void> {
	if (planned.built) return;
	await buildImage(engine, {
		reference: planned.reference,
		folder: imageFolder(planned.name),
		extraFiles: planned.extraFiles,
		arguments: { BASE_IMAGE: planned.base },
		watch,
	});
}

/** The order to begin builds in. */
export function inBuildOrder(names: readonly ImageName[]): ImageName[] {
	return byDuration.filter((name) => names.includes(name));
}

function imageFolder(name: ImageName): string {
	return join(repository, 'stack', 'images', name);
}

function isEmbedded(name: ImageName): name is EmbeddedServer {
	return (embeddedServers as readonly string[]).includes(name);
}
