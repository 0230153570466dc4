import { InvalidField } from '../../shared/errors.ts';

/** What a user may do by the Admin Ops API: a permission for each type. */
export type Capabilities = Readonly<Record<string, Permission>>;
export type Permission = 'read' | 'write' | '*';

const TYPE = /^[a-z][a-z-]*$/;

/**
 * Reads capabilities in the gateway's own notation, `users=read, write; buckets=*`. The gateway itself overlooks
 * permissions that it does not know, so they are checked here; which types there are differs between releases.
 *
 * @throws InvalidField
 */
export function parseCapabilities(text: string, field = 'Capabilities'): Capabilities {
	const capabilities: Record<string, Permission> = {};
	for (const entry of text.split(';').map((part) => part.trim()).filter(Boolean)) {
		const [type = '', permissions = ''] = entry.split('=').map((part) => part.trim());
		const words = permissions.split(/[\s,]+/);
		if (!TYPE.test(type) || !words.every((word) => ['read', 'write', '*'].includes(word))) {
			throw new InvalidField(field, `cannot read "${entry.slice(0, 80)}"`, 'type=permission, several separated by semicolons, e.g. users=read;buckets=*');
		}
		for (const word of words as Permission[]) capabilities[type] = joined(capabilities[type], word);
	}
	return capabilities;
}

/** Writes them in the gateway's notation, sorted, so that two texts can be compared. */
export function formatCapabilities(capabilities: Capabilities): string {
	return Object.entries(capabilities)
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([type, permission]) => `${type}=${permission}`)
		.join(';');
}

/** As answers of the gateway list them. */
export function listedCapabilities(listed: readonly { type: string; perm: string }[] = []): Capabilities {
	return parseCapabilities(listed.filter(({ perm }) => perm !== '' && perm !== '<none>').map(({ type, perm }) => `${type}=${perm}`).join(';'));
}

/** What to remove from the one to come to the other; what is there twice as permission is left. */
export function surplus(is: Capabilities, wanted: Capabilities): Capabilities {
	const more: Record<string, Permission> = {};
	for (const [type, permission] of Object.entries(is)) {
		const keep = wanted[type];
		if (keep === permission || keep === '*') continue;
		if (keep === undefined) more[type] = permission;
		else more[type] = keep === 'read' ? 'write' : 'read';
	}
	return more;
}

function joined(one: Permission | undefined, other: Permission): Permission {
	return one === undefined || one === other ? other : '*';
}
