import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import usersPb from '@eventstore/db-client/generated/users_pb.js';
import { status } from '@grpc/grpc-js';
import { isServiceError } from '../errors.ts';
import { json } from './answer.ts';
import type { Answer } from './answer.ts';
import { jsonBody, textIn, textsIn } from './json-body.ts';
import type { Exchange, Handler, Resource } from './resource.ts';

/** .NET ticks (100 ns) in a millisecond. */
const ticksPerMillisecond = 10_000n;

async function details({ context: { services }, caller, origin }: Exchange, login: string): Promise<object[]> {
	const request = new usersPb.DetailsReq().setOptions(new usersPb.DetailsReq.Options().setLoginName(login));
	const found = await services.list(UsersService.details, request, caller);
	return found.map((answer) => {
		const user = answer.getUserDetails() ?? new usersPb.DetailsResp.UserDetails();
		const ticks = BigInt(user.getLastUpdated()?.getTicksSinceEpoch() ?? 0);
		const uri = `${origin}/users/${encodeURIComponent(user.getLoginName())}`;
		return {
			loginName: user.getLoginName(),
			fullName: user.getFullName(),
			groups: user.getGroupsList(),
			dateLastUpdated: new Date(Number(ticks / ticksPerMillisecond)).toISOString(),
			disabled: user.getDisabled(),
			links: ['reset-password', 'change-password', 'enable', 'disable'].map((command) => ({ href: `${uri}/command/${command}`, rel: command })),
		};
	});
}

const told = (data: unknown): Answer => json({ success: true, error: 'Success', label: '', data });
const list: Handler = async (exchange) => told(await details(exchange, ''));
const one: Handler = (exchange) => ofUser(exchange, async () => told((await details(exchange, login(exchange)))[0]));
const current: Handler = async (exchange) => told((await details(exchange, exchange.caller.login))[0]);

const create: Handler = async (exchange) => {
	const { context: { services }, caller, origin } = exchange;
	const body = await jsonBody(exchange);
	const options = new usersPb.CreateReq.Options()
		.setLoginName(textIn(body, 'loginName'))
		.setFullName(textIn(body, 'fullName'))
		.setGroupsList(textsIn(body, 'groups'))
		.setPassword(textIn(body, 'password'));
	await services.unary(UsersService.create, new usersPb.CreateReq().setOptions(options), caller);
	const location = `${origin}/users/${encodeURIComponent(options.getLoginName())}`;
	return json(done(options.getLoginName()), { location }, 201);
};

const update: Handler = (exchange) => ofUser(exchange, async () => {
	const { context: { services }, caller } = exchange;
	const body = await jsonBody(exchange);
	const options = new usersPb.UpdateReq.Options()
		.setLoginName(login(exchange)).setFullName(textIn(body, 'fullName')).setGroupsList(textsIn(body, 'groups'));
	await services.unary(UsersService.update, new usersPb.UpdateReq().setOptions(options), caller);
	return json(done(login(exchange)));
});

const remove: Handler = (exchange) => ofUser(exchange, async () => {
	const { context: { services }, caller } = exchange;
	const options = new usersPb.DeleteReq.Options().setLoginName(login(exchange));
	await services.unary(UsersService.delete, new usersPb.DeleteReq().setOptions(options), caller);
	return json(done(login(exchange)));
});

const command: Handler = (exchange) => ofUser(exchange, async () => {
	const { context: { services }, caller, params } = exchange;
	const name = login(exchange);
	const body = await jsonBody(exchange);
	switch (params.command) {
		case 'enable': {
			const options = new usersPb.EnableReq.Options().setLoginName(name);
			await services.unary(UsersService.enable, new usersPb.EnableReq().setOptions(options), caller);
			break;
		}
		case 'disable': {
			const options = new usersPb.DisableReq.Options().setLoginName(name);
			await services.unary(UsersService.disable, new usersPb.DisableReq().setOptions(options), caller);
			break;
		}
		case 'reset-password': {
			const options = new usersPb.ResetPasswordReq.Options().setLoginName(name).setNewPassword(textIn(body, 'newPassword'));
			await services.unary(UsersService.resetPassword, new usersPb.ResetPasswordReq().setOptions(options), caller);
			break;
		}
		case 'change-password': {
			const options = new usersPb.ChangePasswordReq.Options().setLoginName(name)
				.setCurrentPassword(textIn(body, 'currentPassword')).setNewPassword(textIn(body, 'newPassword'));
			await services.unary(UsersService.changePassword, new usersPb.ChangePasswordReq().setOptions(options), caller);
			break;
		}
		default: return json({ ...done(name), success: false, error: 'NotFound' }, {}, 404);
	}
	return json(done(name));
});

function login({ params }: Exchange): string {
	return params.login ?? '';
}

function done(loginName: string) {
	return { loginName, success: true, error: 'Success', label: '' };
}

/** Answers a user that does not exist as the vendor's pages do: in JSON. */
async function ofUser(exchange: Exchange, work: () => Promise<Answer>): Promise<Answer> {
	try {
		return await work();
	} catch (error) {
		if (!isServiceError(error) || error.code !== status.NOT_FOUND) throw error;
		return json({ ...done(login(exchange)), success: false, error: 'NotFound' }, {}, 404);
	}
}

/** Users, only on a server that has them. The rules of the Users service say who may do what. */
export const userResources: Resource[] = [
	{ path: '/users', allowed: 'GET, POST', for: 'users', needsUsers: true, methods: { GET: list, POST: create } },
	{ path: '/users/', allowed: 'GET, POST', for: 'users', needsUsers: true, methods: { GET: list, POST: create } },
	{ path: '/users/$current', allowed: 'GET, PUT, DELETE, GET', for: 'users', needsUsers: true, methods: { GET: current } },
	{ path: '/users/:login', allowed: 'GET, PUT, DELETE', for: 'users', needsUsers: true, methods: { GET: one, PUT: update, DELETE: remove } },
	{ path: '/users/:login/command/:command', allowed: 'POST', for: 'users', needsUsers: true, methods: { POST: command } },
];
