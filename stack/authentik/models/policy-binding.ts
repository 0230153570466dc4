import type { Model, Stored } from '../storage/model.ts';

export interface PolicyBinding extends Stored {
	pk: string;
	/** The key of what is bound; here always an application. */
	target: string;
	policy: string | null;
	group: string | null;
	user: number | null;
	negate: boolean;
	enabled: boolean;
	order: number;
	timeout: number;
	failure_result: boolean;
}

export const policyBindingModel: Model<PolicyBinding> = {
	app: 'authentik_policies',
	name: 'policybinding',
	verboseName: 'Policy Binding',
	key: 'uuid',
	unique: [],
	indexed: [],
	references: {
		target: { kind: 'authentik_core.application', onDelete: 'cascade' },
		group: { kind: 'authentik_core.group', onDelete: 'cascade' },
		user: { kind: 'authentik_core.user', onDelete: 'cascade' },
	},
};
