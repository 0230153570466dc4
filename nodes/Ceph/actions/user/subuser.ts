import type { Gateway } from '../../gateway/gateway.ts';
import { getUser } from '../../gateway/users.ts';

/** A subuser with its keys, as it is now. */
export async function subuserOf(gateway: Gateway, user: string, subuser: string, secrets = false) {
	const { keys, swiftKeys, subusers } = await getUser(gateway, user, { secrets });
	const own = ({ user: owner }: { user: string }) => owner === `${user}:${subuser}`;
	return {
		user,
		subuser,
		access: subusers.find((one) => one.subuser === subuser)?.access,
		keys: keys.filter(own),
		swiftKeys: swiftKeys.filter(own),
	};
}
