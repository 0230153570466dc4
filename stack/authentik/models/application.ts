import type { Model, Stored } from '../storage/model.ts';

export interface Application extends Stored {
	pk: string;
	name: string;
	slug: string;
	provider: number | null;
	open_in_new_tab: boolean;
	meta_launch_url: string;
	meta_icon: string;
	meta_description: string;
	meta_publisher: string;
	policy_engine_mode: 'all' | 'any';
	group: string;
	meta_hide: boolean;
}

export const applicationModel: Model<Application> = {
	app: 'authentik_core',
	name: 'application',
	verboseName: 'Application',
	key: 'uuid',
	unique: ['slug'],
	indexed: [],
	references: { provider: { kind: 'authentik_providers_oauth2.oauth2provider', onDelete: 'set_null' } },
};
