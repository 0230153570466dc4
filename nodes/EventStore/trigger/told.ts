import type { ITriggerFunctions } from 'n8n-workflow';

import { InvalidField, toNodeError } from '../../shared/errors.ts';
import { isFailure } from '../is-failure.ts';
import type { Told } from './listener.ts';
import { messageOf, type Report } from './report.ts';

/** After as many failures in a row it is no longer a restart that takes its time. */
const LOUD = 5;

/**
 * Whether there is no sense in connecting again: what the user gave cannot be used, or the stream has ended for ever. All else may
 * be mended at the event store while the trigger waits.
 */
export function isFinal(thrown: unknown): boolean {
	return thrown instanceof InvalidField || isFailure(thrown, 'stream-deleted');
}

/** n8n itself starts the trigger, when nobody looks: then it waits for an event store that starts later. */
export function mayWait(trigger: ITriggerFunctions): boolean {
	return ['init', 'leadershipChange'].includes(trigger.getActivationMode());
}

/** Tells the log, and n8n when the trigger has given up. */
export function tell(trigger: ITriggerFunctions, report: Report, what: string): Told {
	return {
		listening: (again) => report.info(`listens ${again ? 'again ' : ''}to ${what}`),
		interrupted: (reason, pause, tries) => {
			const line = `does not hear from ${what}, and tries again in ${Math.ceil(pause / 1_000)} s: ${messageOf(reason)}`;
			if (tries < LOUD) report.warn(line);
			else report.error(line);
		},
		ended: (reason) => {
			report.error(`listens no more to ${what}: ${messageOf(reason)}`);
			trigger.emitError(toNodeError(reason, trigger.getNode(), 0));
		},
	};
}
