import type { Model, Stored } from '../storage/model.ts';

export interface Group extends Stored {
	pk: string;
	name: string;
	is_superuser: boolean;
	attributes: Record<string, unknown>;
}

export const groupModel: Model<Group> = {
	app: 'authentik_core',
	name: 'group',
	verboseName: 'Group',
	key: 'uuid',
	unique: ['name'],
	indexed: ['is_superuser'],
	references: {},
};
