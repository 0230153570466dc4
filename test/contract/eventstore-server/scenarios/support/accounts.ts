import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import usersPb from '@eventstore/db-client/generated/users_pb.js';
import type { CreateResp, DetailsResp } from '@eventstore/db-client/generated/users_pb.js';
import type { Run } from '../../replay/run.ts';
import type { WireOptions } from '../../replay/wire.ts';

/** What an account is made with. */
export interface Account {
	loginName: string;
	password: string;
	fullName: string;
	groups: string[];
}

/** An account of the run's own. */
export function account(run: Run, more: Partial<Account> = {}): Account {
	return { loginName: run.name('user'), password: 'first-Password1', fullName: 'Full Name', groups: ['one', 'two'], ...more };
}

/** The Users service, a request out of each method's fields. */
export class Accounts {
	readonly #run: Run;

	constructor(run: Run) {
		this.#run = run;
	}

	create({ loginName, password, fullName, groups }: Account, options?: WireOptions): Promise<CreateResp> {
		const fields = new usersPb.CreateReq.Options()
			.setLoginName(loginName).setPassword(password).setFullName(fullName).setGroupsList(groups);
		return this.#run.wire.unary(UsersService.create, new usersPb.CreateReq().setOptions(fields), { ms: 4_000, ...options });
	}

	update(loginName: string, change: Omit<Account, 'loginName'>) {
		const fields = new usersPb.UpdateReq.Options()
			.setLoginName(loginName).setPassword(change.password).setFullName(change.fullName).setGroupsList(change.groups);
		return this.#run.wire.unary(UsersService.update, new usersPb.UpdateReq().setOptions(fields), { ms: 4_000 });
	}

	delete(loginName: string) {
		const fields = new usersPb.DeleteReq.Options().setLoginName(loginName);
		return this.#run.wire.unary(UsersService.delete, new usersPb.DeleteReq().setOptions(fields), { ms: 4_000 });
	}

	enable(loginName: string) {
		const fields = new usersPb.EnableReq.Options().setLoginName(loginName);
		return this.#run.wire.unary(UsersService.enable, new usersPb.EnableReq().setOptions(fields), { ms: 4_000 });
	}

	disable(loginName: string) {
		const fields = new usersPb.DisableReq.Options().setLoginName(loginName);
		return this.#run.wire.unary(UsersService.disable, new usersPb.DisableReq().setOptions(fields), { ms: 4_000 });
	}

	changePassword(loginName: string, current: string, next: string, options?: WireOptions) {
		const fields = new usersPb.ChangePasswordReq.Options()
			.setLoginName(loginName).setCurrentPassword(current).setNewPassword(next);
		const request = new usersPb.ChangePasswordReq().setOptions(fields);
		return this.#run.wire.unary(UsersService.changePassword, request, { ms: 4_000, ...options });
	}

	resetPassword(loginName: string, next: string, options?: WireOptions) {
		const fields = new usersPb.ResetPasswordReq.Options().setLoginName(loginName).setNewPassword(next);
		const request = new usersPb.ResetPasswordReq().setOptions(fields);
		return this.#run.wire.unary(UsersService.resetPassword, request, { ms: 4_000, ...options });
	}

	/** One account; all of them without a name. */
	async details(loginName?: string, options?: WireOptions): Promise<(DetailsResp.UserDetails.AsObject | undefined)[]> {
		const request = new usersPb.DetailsReq();
		if (loginName !== undefined) request.setOptions(new usersPb.DetailsReq.Options().setLoginName(loginName));
		const answers = await this.#run.wire.list(UsersService.details, request, { ms: 4_000, ...options });
		return answers.map((answer) => answer.getUserDetails()?.toObject());
	}

	/** Makes an account, and removes it at the end. */
	async make(more?: Partial<Account>): Promise<Account> {
		const made = account(this.#run, more);
		this.#run.cleanup(() => this.delete(made.loginName));
		await this.#run.call('create', () => this.create(made), plain);
		return made;
	}
}

/** The fields of an answer. */
export function plain(answer: { toObject(): object }): object {
	return answer.toObject();
}
