import { builtInTypes } from '../../../nodes/InformationType/built-in-types.ts';
import { InformationType } from '../../../nodes/InformationType/InformationType.node.ts';
import { runNode } from '../../support/node-runner.ts';
import { ipfsCommand } from '../ipfs/support/container.ts';

test.each(builtInTypes)('Kubo gives the schema of $value the same CID, and gives it back', async ({ value }) => {
	const [described] = await runNode(new InformationType(), { parameters: { operation: 'describe', source: 'package', type: value } });
	const { cid, schema } = described![0]!.json;
	const put = await ipfsCommand(['dag', 'put', '--input-codec=dag-json', '--store-codec=dag-json', '--pin=false'], Buffer.from(JSON.stringify(schema)));
	expect(put).toBe(cid);
	expect(JSON.parse(await ipfsCommand(['dag', 'get', put]))).toEqual(schema);
});
