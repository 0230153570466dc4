import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isSafeObjectProperty } from 'n8n-workflow';

import { InvalidField, SystemError } from '../../shared/errors.ts';
import type { Output } from '../../shared/operation.ts';
import { defineOperation, output } from '../../shared/operation.ts';
import { verifyAccessToken } from '../access-token.ts';
import { bearerToken } from '../bearer-token.ts';
import type { GateContext } from '../context.ts';
import type { Reason } from '../denial.ts';
import { denialOf, Denied } from '../denial.ts';
import { gateFields } from '../fields.ts';
import { identityOf } from '../identity.ts';
import { checkRequirements, checkResolved } from '../requirements.ts';

export const verify = defineOperation<GateContext>()({
	name: 'Verify',
	action: "Verify the caller's access token",
	description: "Verify the caller's access token and what the caller may do",
	fields: gateFields,
	async run({ fields, item, execution, gate }) {
		const { requiredGroups, groupsMatch, requiredScopes, options } = fields;
		const identityField = options.identityField || 'identity';
		const { [identityField]: _claimed, ...json } = item.json;
		const deny = (reason: Reason, more: object = {}): Output =>
			output({ ...json, ...more, denial: denialOf(reason, requiredScopes) }, { binary: item.binary, branch: 'denied' });
		let known = {};
		try {
			checkSettings(execution, fields, identityField);
			const { application, keys } = await gate();
			const claims = await verifyAccessToken(bearerToken(fields.token), application, keys, {
				algorithm: options.algorithm ?? 'RS256',
				clockSkew: options.clockSkew ?? 30,
			});
			const identity = identityOf(claims);
			known = { [identityField]: options.includeClaims ? { ...identity, claims } : identity };
			checkRequirements(identity, { groups: requiredGroups, match: groupsMatch, scopes: requiredScopes });
			return output({ ...json, ...known }, { binary: item.binary, branch: 'allowed' });
		} catch (error) {
			if (error instanceof Denied) return deny(error.reason, known);
			if (!deniesFailures(execution)) throw error;
			return deny(error instanceof SystemError ? 'authentik_unavailable' : 'gate_failed', failure(error));
		}
	},
});

interface Settings {
	requiredGroups: string[];
	requiredScopes: string[];
}

/** @throws InvalidField when the node is set so that callers would get through unchecked, or could not be told apart */
function checkSettings(execution: IExecuteFunctions, { requiredGroups, requiredScopes }: Settings, identityField: string): void {
	const { parameters, alwaysOutputData } = execution.getNode();
	if (alwaysOutputData === true) {
		// n8n would send an empty item out of the first output whenever all callers are denied.
		throw new InvalidField('Always Output Data', 'it lets an empty item through when a caller is denied', 'off');
	}
	if (!isSafeObjectProperty(identityField)) {
		throw new InvalidField('Identity Field', `n8n's expressions cannot read "${identityField}"`, 'another name');
	}
	checkResolved('Required Groups', requiredGroups, parameters.requiredGroups);
	checkResolved('Required Scopes', requiredScopes, parameters.requiredScopes);
}

/** Whether the user chose to continue after failures, and gave them no output of their own. */
function deniesFailures(execution: IExecuteFunctions): boolean {
	return execution.continueOnFail() && execution.getNode().onError !== 'continueErrorOutput';
}

/** For whoever runs the workflow; the denial beside it is for the caller. */
function failure(error: unknown): INodeExecutionData['json'] {
	const message = error instanceof Error ? error.message : String(error);
	const details = error instanceof SystemError ? error.failure.description : undefined;
	return { error: message, ...(details !== undefined && { details }) };
}
