import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isSafeObjectProperty, NodeApiError } from 'n8n-workflow';

import { InvalidField } from '../../shared/errors.ts';
import type { Output } from '../../shared/operation.ts';
import { defineOperation, output } from '../../shared/operation.ts';
import { verifyAccessToken } from '../access-token.ts';
import { claimedApplication } from '../application.ts';
import { bearerToken } from '../bearer-token.ts';
import type { GateContext } from '../context.ts';
import type { Reason } from '../denial.ts';
import { denialOf, Denied } from '../denial.ts';
import { gateFields } from '../fields.ts';
import { hintFor } from '../hint.ts';
import type { Identity } from '../identity.ts';
import { identityOf } from '../identity.ts';
import { checkRequirements, checkResolved } from '../requirements.ts';

export const verify = defineOperation<GateContext>()({
	name: 'Verify',
	action: "Verify the caller's access token",
	description: "Verify the caller's access token and what the caller may do",
	fields: gateFields,
	failed: (error, item, execution) => {
		// The user gave failures an output of their own: there they leave as they do from all nodes.
		if (execution.getNode().onError === 'continueErrorOutput') return undefined;
		// Authentik failed, or what the gate is set to.
		const reason = error instanceof NodeApiError ? 'authentik_unavailable' : 'gate_failed';
		// For whoever runs the workflow; the denial beside it is for the caller.
		const said = { error: error.message, ...(error.description && { details: error.description }) };
		return denied(unclaimed(item, identityFieldOf(execution)), said, reason);
	},
	async run({ fields, item, execution, applications, keysOf }) {
		const { requiredGroups, groupsMatch, requiredScopes, options } = fields;
		const identityField = options.identityField || 'identity';
		const { algorithm = 'RS256', clockSkew = 30, groupsClaim = 'groups' } = options;
		const caller = unclaimed(item, identityField);
		checkSettings(execution, fields, identityField);
		const accepted = await applications(options.furtherApplications ?? []);
		let token: string | undefined;
		let application = accepted[0];
		let identity: Identity | undefined;
		let known = {};
		try {
			token = bearerToken(fields.token);
			application = claimedApplication(token, accepted);
			const claims = await verifyAccessToken(token, application, keysOf(application), { algorithm, clockSkew });
			identity = identityOf(claims, groupsClaim);
			known = { [identityField]: options.includeClaims ? { ...identity, claims } : identity };
			checkRequirements(identity, { groups: requiredGroups, match: groupsMatch, scopes: requiredScopes });
			return output({ ...caller.json, ...known }, { binary: caller.binary, branch: 'allowed' });
		} catch (error) {
			if (!(error instanceof Denied)) throw error;
			const setting = { application, algorithm, groupsClaim, identity };
			const hint = token === undefined ? undefined : hintFor(error.reason, token, setting);
			return denied(caller, { ...known, ...(hint !== undefined && { hint }) }, error.reason, requiredScopes);
		}
	},
});

type Caller = Pick<INodeExecutionData, 'json' | 'binary'>;

/** The item without what the caller says of who calls. */
function unclaimed({ json: { ...json }, binary }: INodeExecutionData, identityField: string): Caller {
	delete json[identityField];
	return { json, binary };
}

function denied({ json, binary }: Caller, more: object, reason: Reason, scopes: readonly string[] = []): Output {
	return output({ ...json, ...more, denial: denialOf(reason, scopes) }, { binary, branch: 'denied' });
}

/** As the workflow stores it: an expression that cannot be resolved may be what failed. */
function identityFieldOf(execution: IExecuteFunctions): string {
	const { options } = execution.getNode().parameters as { options?: { identityField?: string } };
	return options?.identityField || 'identity';
}

interface Settings {
	requiredGroups: string[];
	requiredScopes: string[];
	options: { groupsClaim?: string };
}

/** @throws InvalidField when the node is set so that callers would get through unchecked, or could not be told apart */
function checkSettings(execution: IExecuteFunctions, { requiredGroups, requiredScopes, options }: Settings, identityField: string): void {
	const { parameters, alwaysOutputData } = execution.getNode();
	if (alwaysOutputData === true) {
		// n8n would send an empty item out of the first output whenever all callers are denied.
		throw new InvalidField('Always Output Data', 'it lets an empty item through when a caller is denied', 'off');
	}
	if (!isSafeObjectProperty(identityField)) {
		throw new InvalidField('Identity Field', `n8n's expressions cannot read "${identityField}"`, 'another name');
	}
	if (options.groupsClaim === '') throw new InvalidField('Groups Claim', 'a value is required', 'the name of a claim, such as groups');
	checkResolved('Required Groups', requiredGroups, parameters.requiredGroups);
	checkResolved('Required Scopes', requiredScopes, parameters.requiredScopes);
}
