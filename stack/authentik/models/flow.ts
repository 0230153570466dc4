import type { Model, Stored } from '../storage/model.ts';

export const DESIGNATIONS = [
	'authentication',
	'authorization',
	'invalidation',
	'enrollment',
	'unenrollment',
	'recovery',
	'stage_configuration',
] as const;

export interface Flow extends Stored {
	pk: string;
	name: string;
	slug: string;
	title: string;
	designation: (typeof DESIGNATIONS)[number];
	authentication: 'none' | 'require_authenticated' | 'require_unauthenticated' | 'require_superuser';
}

export const flowModel: Model<Flow> = {
	app: 'authentik_flows',
	name: 'flow',
	verboseName: 'Flow',
	key: 'uuid',
	unique: ['slug'],
	indexed: [],
	references: {},
};
