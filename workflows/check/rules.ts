import type { Rule } from './rule.ts';
import { composition } from './rules/composition.ts';
import { connections } from './rules/connections.ts';
import { credentials } from './rules/credentials.ts';
import { direction } from './rules/direction.ts';
import { documents } from './rules/documents.ts';
import { durable } from './rules/durable.ts';
import { errorOutputs } from './rules/error-outputs.ts';
import { expressions } from './rules/expressions.ts';
import { failures } from './rules/failures.ts';
import { n8nParameters } from './rules/n8n-parameters.ts';
import { names } from './rules/names.ts';
import { nodeTypes } from './rules/node-types.ts';
import { notes } from './rules/notes.ts';
import { parameters } from './rules/parameters.ts';
import { pinnedData } from './rules/pinned-data.ts';
import { reachability } from './rules/reachability.ts';
import { refusals } from './rules/refusals.ts';
import { responses } from './rules/responses.ts';
import { secrets } from './rules/secrets.ts';
import { steps } from './rules/steps.ts';
import { subWorkflows } from './rules/sub-workflows.ts';

/** All rules, in the order in which their findings are best mended. */
export const rules: readonly Rule[] = [
	nodeTypes,
	parameters,
	n8nParameters,
	credentials,
	expressions,
	connections,
	reachability,
	errorOutputs,
	refusals,
	responses,
	failures,
	subWorkflows,
	composition,
	steps,
	durable,
	secrets,
	pinnedData,
	names,
	notes,
	direction,
	documents,
];
