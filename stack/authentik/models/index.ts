import type { Database } from '../storage/database.ts';
import type { Model, Stored } from '../storage/model.ts';
import { Objects } from '../storage/objects.ts';
import { applicationModel } from './application.ts';
import { certificateKeyPairModel } from './certificate-key-pair.ts';
import { eventModel } from './event.ts';
import { flowModel } from './flow.ts';
import { groupModel } from './group.ts';
import { oauth2ProviderModel } from './oauth2-provider.ts';
import { policyBindingModel } from './policy-binding.ts';
import { backchannelProviders, federation, membership, parents, propertyMappings } from './relations.ts';
import { scopeMappingModel } from './scope-mapping.ts';
import { tokenModel } from './token.ts';
import { userModel } from './user.ts';

const MODELS = [
	applicationModel,
	certificateKeyPairModel,
	eventModel,
	flowModel,
	groupModel,
	oauth2ProviderModel,
	policyBindingModel,
	scopeMappingModel,
	tokenModel,
	userModel,
];

const RELATIONS = [membership, parents, propertyMappings, federation, backchannelProviders];

/** The objects that the database holds, with every model and relation of the server. */
export function openObjects(database: Database): Objects {
	// A list of models of different types can only be seen as models of what all of them have in common.
	return new Objects(database, MODELS as unknown as Model<Stored>[], RELATIONS);
}
