import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { markDown } from './mark-down.ts';
import { markIn } from './mark-in.ts';
import { markLost } from './mark-lost.ts';
import { markOut } from './mark-out.ts';
import { reweight } from './reweight.ts';
import { safeToDestroy } from './safe-to-destroy.ts';
import { scrub } from './scrub.ts';

export const osd = defineResource<CephContext>({
	name: 'OSD',
	description: 'An object storage daemon: what keeps the data on one device',
	operations: { get, getAll: list, markDown, markIn, markLost, markOut, reweight, safeToDestroy, scrub },
});
