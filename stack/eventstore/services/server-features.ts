import serverFeaturesPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { version } from '../version.ts';

/** Features of a method that clients ask for by name. */
const features = new Map([
	['/event_store.client.streams.streams/read', ['position', 'events']],
	...['create', 'update', 'delete', 'read', 'getinfo', 'replayparked', 'list', 'restartsubsystem'].map((method): [string, string[]] => {
		return [`/event_store.client.persistent_subscriptions.persistentsubscriptions/${method}`, ['stream', 'all']];
	}),
	['/event_store.client.projections.projections/create', ['track_emitted_streams']],
]);

/**
 * ServerFeatures.GetSupportedMethods: clients do not call what is missing here, or say themselves that the server is
 * too old for it.
 *
 * @param paths paths of the methods that are served (`/package.Service/Method`)
 */
export function getSupportedMethods(paths: readonly string[]): handleUnaryCall<Empty, SupportedMethods> {
	const supported = new serverFeaturesPb.SupportedMethods()
		.setEventStoreServerVersion(version)
		.setMethodsList(paths.map((path) => supportedMethod(path.toLowerCase())));
	return (_call, callback) => callback(null, supported);
}

function supportedMethod(path: string): SupportedMethod {
	const [, service = '', method = ''] = path.split('/');
	return new serverFeaturesPb.SupportedMethod()
		.setServiceName(service)
		.setMethodName(method)
		.setFeaturesList(features.get(path) ?? []);
}
