import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { type Choice, chosen } from '../../picker.ts';
import type { CephContext } from '../../transport.ts';
import { groups, snapshots, subvolumes } from './requests.ts';

/** The subvolumes of the file system and group that are chosen in the other fields. */
export async function subvolumeChoices({ dashboard }: CephContext, node: ILoadOptionsFunctions): Promise<Choice[]> {
	return await subvolumes(dashboard, place(node), false);
}

/** The subvolume groups of the chosen file system. */
export async function groupChoices({ dashboard }: CephContext, node: ILoadOptionsFunctions): Promise<Choice[]> {
	return await groups(dashboard, chosen(node, 'fileSystem', 'the file system'), false);
}

/** The snapshots of the chosen subvolume. */
export async function snapshotChoices({ dashboard }: CephContext, node: ILoadOptionsFunctions): Promise<Choice[]> {
	return await snapshots(dashboard, place(node), chosen(node, 'subvolume', 'the subvolume'), false);
}

function place(node: ILoadOptionsFunctions) {
	return { fileSystem: chosen(node, 'fileSystem', 'the file system'), group: chosen(node, 'group') };
}
