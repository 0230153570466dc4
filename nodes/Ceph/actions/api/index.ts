import { defineResource } from '../../../shared/node.ts';
import type { CephContext } from '../../transport.ts';
import { send } from './send.ts';

export const api = defineResource<CephContext>({
	name: 'API Request',
	description: "Anything that the Dashboard's API can do",
	operations: { send },
});
