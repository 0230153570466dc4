import { DeleteBucketLifecycleCommand, GetBucketLifecycleConfigurationCommand, type LifecycleRule, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';

import { writeLifecycle } from '../../../nodes/Ceph/actions/bucket/lifecycle-setting.ts';
import type { Gateway } from '../../../nodes/Ceph/gateway/gateway.ts';
import { SystemError } from '../../../nodes/shared/errors.ts';

/** A gateway with rules, which makes of those that it is given what its release understands. */
function gatewayThat(makes: (rules: readonly LifecycleRule[]) => LifecycleRule[], rules: LifecycleRule[] = []) {
	const has = { rules };
	const send = async (command: unknown): Promise<object> => {
		if (command instanceof PutBucketLifecycleConfigurationCommand) has.rules = makes(command.input.LifecycleConfiguration!.Rules!);
		if (command instanceof DeleteBucketLifecycleCommand) has.rules = [];
		if (command instanceof GetBucketLifecycleConfigurationCommand && has.rules.length === 0) throw new SystemError({ message: 'none', code: 'NoSuchLifecycleConfiguration' });
		return { Rules: has.rules };
	};
	return { has, gateway: { send } as unknown as Gateway };
}

const former: LifecycleRule[] = [{ ID: 'former', Status: 'Enabled', Prefix: 'a/', Expiration: { Days: 1 } }];
const bySize: LifecycleRule[] = [{ ID: 'large', Status: 'Enabled', Filter: { ObjectSizeGreaterThan: 1_000 }, Expiration: { Days: 1 } }];
const withoutSizes = (rules: readonly LifecycleRule[]): LifecycleRule[] => rules.map((rule) => (rule.Filter?.ObjectSizeGreaterThan === undefined ? rule : { ...rule, Filter: undefined, Prefix: '' }));

describe('a life cycle', () => {
	it('is given back as the gateway has it', async () => {
		const { has, gateway } = gatewayThat((rules) => rules.map((rule) => ({ ...rule, ID: 'generated' })));
		expect(await writeLifecycle(gateway, 'bucket', [{ ...bySize[0]!, ID: undefined }])).toEqual([{ ...bySize[0], ID: 'generated' }]);
		expect(await writeLifecycle(gateway, 'bucket', [])).toEqual([]);
		expect(has.rules).toEqual([]);
	});

	it.each([[former], [[]]])('stays as it was when the gateway drops a condition: %j', async (before) => {
		const { has, gateway } = gatewayThat(withoutSizes, before);
		await expect(writeLifecycle(gateway, 'bucket', bySize)).rejects.toMatchObject({
			message: expect.stringContaining('The gateway keeps other rules for bucket "bucket" than it was given: [{"ID":"large"') as string,
			failure: { code: 'LifecycleDiffers', description: expect.stringContaining('in place again') as string },
		});
		expect(has.rules).toEqual(before);
	});

	it('is left alone when somebody else sets another one meanwhile', async () => {
		const theirs: LifecycleRule[] = [{ ID: 'theirs', Status: 'Enabled', Prefix: '', Expiration: { Days: 9 } }];
		const { has, gateway } = gatewayThat(() => theirs, former);
		await expect(writeLifecycle(gateway, 'bucket', bySize)).rejects.toMatchObject({ failure: { description: expect.stringContaining('Something else changed them') as string } });
		expect(has.rules).toEqual(theirs);
	});
});
