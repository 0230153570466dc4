import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import usersPb from '@eventstore/db-client/generated/users_pb.js';
import { anonymous } from '../../../../stack/eventstore/security/principal.ts';
import type { Principal } from '../../../../stack/eventstore/security/principal.ts';
import { ruleOf } from '../../../../stack/eventstore/security/rules.ts';
import { StreamAccess } from '../../../../stack/eventstore/security/stream-access.ts';
import { TemporaryStore } from '../store/temporary-store.ts';

const temporary = new TemporaryStore();
afterAll(() => temporary.remove());
const context = { access: new StreamAccess(temporary.store), projectionExists: (name: string) => name === 'there' };

const who = (login: string, ...groups: string[]): Principal => ({ login, roles: new Set([login, ...groups, '$all']) });
const admin = who('admin', '$admins');
const ops = who('ops', '$ops');
const ann = who('ann');

/** A request as far as the rules look at it. */
const request = (fields: Record<string, unknown> = {}) => ({
	getOptions: () => ({
		getStream: () => ({ getStreamIdentifier: () => name('s') }),
		getStreamIdentifier: () => name('s'),
		getName: () => 'there',
		getLoginName: () => 'somebody',
		hasAll: () => false,
		hasTransient: () => false,
		...fields,
	}),
}) as never;
const name = (stream: string) => new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));
const code = (caller: Principal, path: string, message = request()) => ruleOf(path)(caller, message, context)?.code;

const paths = (...services: object[]) => services.flatMap((service) => {
	return Object.values(service as Record<string, { path: string }>).map(({ path }) => path);
});

it.each(paths(GossipService, MonitoringService, ServerFeaturesService))('lets everybody call %s', (path) => {
	expect(code(anonymous, path)).toBeUndefined();
});

it.each(paths(StreamsService, PersistentSubscriptionsService, ProjectionsService, UsersService, OperationsService))(
	'asks who calls %s, and lets administrators',
	(path) => {
		expect(code(anonymous, path)).toBe(7);
		expect(code(admin, path)).toBeUndefined();
	},
);

it.each([
	...paths(OperationsService),
	...['create', 'update', 'delete', 'replayParked', 'restartSubsystem']
		.map((method) => `/event_store.client.persistent_subscriptions.PersistentSubscriptions/${method[0]?.toUpperCase()}${method.slice(1)}`),
	'/event_store.client.projections.Projections/RestartSubsystem',
])('keeps %s for operators', (path) => {
	expect(code(ops, path)).toBeUndefined();
	expect(code(ann, path)).toBe(7);
});

it('gives operators no right to streams that administrators keep to themselves', () => {
	const options = { getStreamIdentifier: () => name('$secret') };
	expect(code(ops, PersistentSubscriptionsService.read.path, request(options))).toBe(7);
	expect(code(ops, StreamsService.append.path, request(options))).toBe(7);
});

it('lets users see projections, and change none', () => {
	for (const method of ['statistics', 'state', 'result'] as const) {
		expect(code(ann, ProjectionsService[method].path)).toBeUndefined();
	}
	for (const method of ['create', 'update', 'delete', 'enable', 'disable', 'reset'] as const) {
		expect(code(ann, ProjectionsService[method].path)).toBe(2);
		expect(code(ops, ProjectionsService[method].path)).toBeUndefined();
	}
});

it('lets users ask for projections that are missing, and run queries that do not last', () => {
	expect(code(ann, ProjectionsService.enable.path, request({ getName: () => 'missing' }))).toBeUndefined();
	const options = new projectionsPb.CreateReq.Options().setTransient(new projectionsPb.CreateReq.Options.Transient());
	expect(code(ann, ProjectionsService.create.path, new projectionsPb.CreateReq().setOptions(options) as never)).toBeUndefined();
});

it('lets users change their own password and nobody else\'s', () => {
	const change = (login: string) => {
		return new usersPb.ChangePasswordReq().setOptions(new usersPb.ChangePasswordReq.Options().setLoginName(login)) as never;
	};
	expect(code(ann, UsersService.changePassword.path, change('ann'))).toBeUndefined();
	expect(code(ann, UsersService.changePassword.path, change('bob'))).toBe(7);
	expect(code(anonymous, UsersService.changePassword.path, change(''))).toBe(7);
	expect(code(ann, UsersService.details.path)).toBeUndefined();
	expect(code(ops, UsersService.create.path)).toBe(7);
});

it('keeps a method that no rule speaks of for administrators', () => {
	expect(code(ops, '/new.Service/Method')).toBe(7);
	expect(code(admin, '/new.Service/Method')).toBeUndefined();
});
