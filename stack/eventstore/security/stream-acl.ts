/** What can be done with a stream, as its access control list names it. */
export type Right = 'read' | 'write' | 'delete' | 'metaRead' | 'metaWrite';

/** Who has which right; a right that is missing is not spoken of, an empty list is nobody but administrators. */
export type Acl = Partial<Record<Right, readonly string[]>>;

/** Property of each right in `$acl` of a stream's metadata. */
const properties: Record<Right, string> = { read: '$r', write: '$w', delete: '$d', metaRead: '$mr', metaWrite: '$mw' };

/** What holds where neither the stream nor `$settings` says anything. */
export const builtIn: Record<'user' | 'system', Required<Acl>> = {
	user: { read: ['$all'], write: ['$all'], delete: ['$all'], metaRead: ['$all'], metaWrite: ['$all'] },
	system: {
		read: ['$admins'], write: ['$admins'], delete: ['$admins'], metaRead: ['$admins'], metaWrite: ['$admins'],
	},
};

/** The access control list in a stream's metadata; a name in its place (`$userStreamAcl`) has no effect. */
export function aclOfMetadata(data: Uint8Array): Acl {
	return parseAcl(parseObject(data)?.$acl);
}

/** The default lists of `$settings`. */
export function aclsOfSettings(data: Uint8Array): Record<'user' | 'system', Acl> {
	const settings = parseObject(data);
	return { user: parseAcl(settings?.$userStreamAcl), system: parseAcl(settings?.$systemStreamAcl) };
}

function parseAcl(value: unknown): Acl {
	const acl: Acl = {};
	if (!isObject(value)) return acl;
	for (const [right, property] of Object.entries(properties) as [Right, string][]) {
		const roles = value[property];
		if (typeof roles === 'string') acl[right] = [roles];
		else if (Array.isArray(roles)) acl[right] = roles.filter((role) => typeof role === 'string');
	}
	return acl;
}

function parseObject(data: Uint8Array): Record<string, unknown> | undefined {
	try {
		const parsed: unknown = JSON.parse(Buffer.from(data).toString());
		return isObject(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
