import type { INode } from 'n8n-workflow';

import type { Library } from '../check/library.ts';

/** What a node has as its credential of a type. */
export type Credentials = (type: string) => Required<Pick<INode, 'credentials'>>;

/** The first credential of each type that the stack provisions; whoever imports a workflow elsewhere chooses his own. */
export function credentialsOf({ credentials }: Library): Credentials {
	return (type) => {
		const found = credentials.find((credential) => credential.type === type);
		if (found === undefined) throw new Error(`The stack provisions no credential of type ${type}`);
		return { credentials: { [type]: { id: found.id, name: found.name } } };
	};
}
