import type { IDataObject } from 'n8n-workflow';

import { InvalidField } from '../../../shared/errors.ts';
import { collection, rows } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import type { CephContext } from '../../transport.ts';
import { requestPath } from './request-path.ts';

export const send = defineOperation<CephContext>()({
	name: 'Send',
	action: 'Send an API request',
	description: "Ask the Dashboard's API for what the other operations do not cover; log-in and versions are taken care of",
	fields: {
		method: {
			displayName: 'Method',
			type: 'options',
			options: [
				{ name: 'DELETE', value: 'DELETE' },
				{ name: 'GET', value: 'GET' },
				{ name: 'PATCH', value: 'PATCH' },
				{ name: 'POST', value: 'POST' },
				{ name: 'PUT', value: 'PUT' },
			],
			default: 'GET',
		},
		path: {
			displayName: 'Path',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. pool/tenant-a',
			description: 'Path below /api, with values percent-encoded; the Dashboard lists all at /docs below its address',
		},
		query: rows('Query Parameters', 'Parameter', {
			name: { displayName: 'Name', type: 'string', default: '', required: true },
			value: { displayName: 'Value', type: 'string', default: '' },
		}),
		body: {
			displayName: 'Body',
			type: 'json',
			default: '{}',
			description: 'The values to send, as a JSON object',
			show: { method: ['PATCH', 'POST', 'PUT'] },
		},
		options: collection('Add option', {
			fullResponse: {
				displayName: 'Include Status',
				type: 'boolean',
				default: false,
				description: 'Whether to answer with one item that has "status" and "body", instead of the body alone: an item for each entry of a list',
			},
			timeLimit: { ...timeLimit, description: 'Seconds that a task may take' },
			version: {
				displayName: 'API Version',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1.1',
				description: 'Version of the endpoint to ask for; the one that this release speaks when not given',
			},
			waitForTask: {
				displayName: 'Wait for Task',
				type: 'boolean',
				default: true,
				description: 'Whether to wait for the end of a task that goes on after the answer (202), and to fail when it fails; what it gives is then the body',
			},
		}),
	},
	async run({ fields: { method, path, query, body, options }, dashboard }) {
		const { fullResponse = false, version, waitForTask = true } = options;
		if (version && !/^\d+\.\d+$/.test(version)) throw new InvalidField('API Version', `got "${version.slice(0, 80)}"`, 'two numbers such as 1.1');
		const hasBody = method !== 'GET' && method !== 'DELETE';
		const answer = await dashboard.send(method, requestPath(path), hasBody ? objectOf(body) : undefined, {
			query: queryOf(query),
			timeout: timeoutOf(options),
			follow: waitForTask,
			version: version || undefined,
		});
		if (fullResponse) return { status: answer.status, body: answer.body };
		return Array.isArray(answer.body) ? answer.body.map((entry) => asItem(entry, answer.status)) : asItem(answer.body, answer.status);
	},
});

/** A name that is given several times stands for a list. */
function queryOf(parameters: readonly { name: string; value: string }[]): IDataObject {
	const query: Record<string, string | string[]> = {};
	for (const { name, value } of parameters) {
		const before = query[name];
		query[name] = before === undefined ? value : [before, value].flat();
	}
	return query;
}

function objectOf(body: unknown): object | undefined {
	if (body === undefined || body === null) return undefined;
	if (typeof body === 'object') return body;
	throw new InvalidField('Body', `got ${JSON.stringify(body).slice(0, 80)}`, 'a JSON object');
}

/** Items are objects: anything else becomes their "body", and so does the empty answer of a deletion. */
function asItem(body: unknown, status: number): object {
	const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
	return isObject ? body : { status, body: body === '' || body === undefined ? null : body };
}
