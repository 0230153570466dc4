import { ProjectionsClient } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import { CreateReq } from '@eventstore/db-client/generated/projections_pb.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';

import { InvalidField } from '../../shared/errors.ts';
import type { EventStore } from '../transport.ts';
import { inWords } from './failure.ts';

/** A projection to be made. */
export interface NewProjection {
	mode: 'continuous' | 'oneTime' | 'transient';
	/** The server names one-time projections itself. */
	name: string;
	query: string;
	emitEnabled: boolean;
	trackEmittedStreams: boolean;
}

/** Makes a projection of any kind: the client's own call has only the continuous ones. */
export async function createProjection(eventStore: EventStore, made: NewProjection): Promise<void> {
	const { mode, name, query, emitEnabled, trackEmittedStreams } = made;
	const options = new CreateReq.Options().setQuery(query);
	if (mode === 'oneTime') options.setOneTime(new Empty());
	else if (mode === 'transient') options.setTransient(new CreateReq.Options.Transient().setName(name));
	else options.setContinuous(new CreateReq.Options.Continuous().setName(name).setEmitEnabled(emitEnabled).setTrackEmittedStreams(trackEmittedStreams));
	const request = new CreateReq().setOptions(options);
	checkTracking(made);
	await inWords(name, () =>
		eventStore.call((connection) => connection.unary(ProjectionsClient, (client, metadata, options, answer) => client.create(request, metadata, options, answer))),
	);
}

/** The server answers with an unknown failure. */
export function checkTracking({ emitEnabled, trackEmittedStreams }: Pick<NewProjection, 'emitEnabled' | 'trackEmittedStreams'>): void {
	if (trackEmittedStreams && !emitEnabled) throw new InvalidField('Track Emitted Streams', 'is on, and Emit Enabled is off', 'both on, or off');
}
