import { randomBytes } from 'node:crypto';

import { drawn, process } from '../contract/process/support/workflows.ts';

/** Where a run that has finished is undone by its process and key. */
export const takeBackPath = `take-back-${randomBytes(4).toString('hex')}`;

/**
 * A workflow that undoes runs which have finished: no process of the library asks for that, and their undo steps are to be killed in
 * the midst too.
 */
export const takeBack = drawn('Kill test: take back', {
	Asked: { type: 'n8n-nodes-base.webhook', version: 2, parameters: { httpMethod: 'POST', path: takeBackPath, responseMode: 'lastNode' }, to: [['Undo']] },
	Undo: process('process', 'undo', { which: 'key', process: '={{ $json.body.process }}', key: '={{ $json.body.key }}' }),
});
