import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/persistent_pb.js';
import { forOperators, forUsers, requires, rulesOf } from './rule.ts';
import type { Rule } from './rule.ts';
import { nameOf } from './stream-rules.ts';

/** Who connects must be allowed to read the stream; only the first message has options. */
const connect = requires((caller, request: ReadReq, { access }) => {
	const options = request.getOptions();
	if (options === undefined) return true;
	return access.allows(caller, options.hasAll() ? '$all' : nameOf(options.getStreamIdentifier()), 'read');
});

export const persistentSubscriptionRules = rulesOf(PersistentSubscriptionsService, (name): Rule => {
	if (name === 'read') return connect;
	return name === 'getInfo' || name === 'list' ? forUsers : forOperators;
});
