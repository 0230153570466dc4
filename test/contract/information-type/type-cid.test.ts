import { create } from 'kubo-rpc-client';

import { InformationType } from '../../../nodes/InformationType/InformationType.node.ts';
import { connections } from '../../../stack/connections.ts';
import { runNode } from '../../support/node-runner.ts';

const { ipfs } = await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host');
const kubo = create(ipfs.rpcUrl);

test('Kubo gives the schema of a type the same CID, and gives it back', async () => {
	const [described] = await runNode(new InformationType(), {
		parameters: { operation: 'describe', source: 'package', type: 'document#DocumentReceipt' },
	});
	const { cid, schema } = described![0]!.json;
	const put = await kubo.dag.put(schema, { inputCodec: 'dag-json', storeCodec: 'dag-json', hashAlg: 'sha2-256', pin: false });
	expect(put.toString()).toBe(cid);
	expect((await kubo.dag.get(put)).value).toEqual(schema);
});
