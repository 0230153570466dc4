import type { Model, Stored } from '../storage/model.ts';

export interface ScopeMapping extends Stored {
	pk: string;
	name: string;
	managed: string | null;
	scope_name: string;
	description: string;
	/** Python, as Authentik takes it. The embedded server never runs it. */
	expression: string;
}

export const scopeMappingModel: Model<ScopeMapping> = {
	app: 'authentik_providers_oauth2',
	name: 'scopemapping',
	verboseName: 'Scope Mapping',
	key: 'uuid',
	unique: ['name'],
	indexed: ['managed', 'scope_name'],
	references: {},
};
