import { BACKWARDS, END } from '@eventstore/db-client';
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	ILoadOptionsFunctions,
	INodeCredentialTestResult,
	INodeListSearchResult,
} from 'n8n-workflow';

import { InvalidField, SystemError } from '../shared/errors.ts';
import type { EventStoreCredential } from './connection-string.ts';
import { groupsOf } from './groups/groups.ts';
import { isFailure } from './is-failure.ts';
import { isListed } from './listed.ts';
import { statisticsOf } from './projections/statistics.ts';
import { linkTarget } from './recorded-event.ts';
import { wholeRevision } from './revision.ts';
import { connect, type EventStore, eventStore } from './transport.ts';
import { usersOf } from './users/users.ts';

/** How many streams a page of the picker has. */
const PAGE = 100;

/** How far back the log is looked through where the server keeps no list of streams. */
const RECENT_EVENTS = 1_000;

/**
 * Streams whose names contain the filter, the youngest first: from the list that the projection `$streams` keeps, or,
 * where it is off, those that the last events of the database belong to.
 *
 * @param paginationToken revision in the list from which to go on
 */
export async function searchStreams(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { eventStore } = await connect(this);
	try {
		return await listedStreams(eventStore, filter, paginationToken);
	} catch (error) {
		if (!isFailure(error, 'stream-not-found')) throw error;
		return await recentStreams(eventStore, filter);
	}
}

async function listedStreams(eventStore: EventStore, filter: string, token: string | undefined): Promise<INodeListSearchResult> {
	const names: string[] = [];
	const fromRevision = token === undefined ? END : wholeRevision('Page', Number(token));
	for await (const { event } of eventStore.readStream('$streams', { direction: BACKWARDS, fromRevision })) {
		if (event === undefined) continue;
		if (names.length === PAGE) return { results: asResults(names), paginationToken: String(event.revision) };
		const { stream } = linkTarget(event);
		if (isListed(stream, filter) && matches(stream, filter)) names.push(stream);
	}
	return { results: asResults(names) };
}

async function recentStreams(eventStore: EventStore, filter: string): Promise<INodeListSearchResult> {
	const names = new Set<string>();
	for await (const { event } of eventStore.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: RECENT_EVENTS })) {
		if (event && isListed(event.streamId, filter) && matches(event.streamId, filter)) names.add(event.streamId);
		if (names.size === PAGE) break;
	}
	return { results: asResults([...names]) };
}

function matches(name: string, filter: string): boolean {
	return name.toLowerCase().includes(filter.toLowerCase());
}

/** Groups of the stream that is chosen, or of all streams, whose names contain the filter. */
export async function searchGroups(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const { eventStore } = await connect(this);
	const groups = await groupsOf(eventStore, chosenStream(this));
	return { results: asResults([...new Set(groups.map(({ groupName }) => groupName).filter((name) => matches(name, filter)))]) };
}

/** `undefined` while nothing is chosen; the trigger may be set to a category. */
function chosenStream(options: ILoadOptionsFunctions): string | undefined {
	switch (options.getCurrentNodeParameter('source')) {
		case 'all':
			return '$all';
		case 'category':
			return `$ce-${options.getCurrentNodeParameter('category') as string}`;
		default: {
			const chosen = options.getCurrentNodeParameter('stream', { extractValue: true });
			return typeof chosen === 'string' && chosen !== '' ? chosen : undefined;
		}
	}
}

/** Projections whose names contain the filter; those of the database itself come last. */
export async function searchProjections(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const { eventStore } = await connect(this);
	const names = (await statisticsOf(eventStore, { mode: 'all' })).map(({ projection }) => projection).filter((name) => matches(name, filter));
	return { results: asResults(names.toSorted((a, b) => Number(a.startsWith('$')) - Number(b.startsWith('$')) || (a < b ? -1 : 1))) };
}

/** Users whose login or full names contain the filter. */
export async function searchUsers(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const { eventStore } = await connect(this);
	const users = (await usersOf(eventStore)).filter(({ login, fullName }) => matches(`${login} ${fullName}`, filter));
	return { results: users.map(({ login, fullName }) => ({ name: fullName === '' || fullName === login ? login : `${login} (${fullName})`, value: login })) };
}

function asResults(names: readonly string[]): INodeListSearchResult['results'] {
	return names.map((name) => ({ name, value: name }));
}

/** Tests a credential by reading the newest event; a user who may not read it has at least been let in. */
export async function eventStoreConnection(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const store = eventStore(credential.data as EventStoreCredential);
		for await (const _event of store.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })) break;
	} catch (error) {
		if (error instanceof SystemError && error.failure.code !== 'access-denied') {
			const { message, description } = error.failure;
			return { status: 'Error', message: [message, description].filter(Boolean).join('. ') };
		}
		if (error instanceof InvalidField) return { status: 'Error', message: `${error.message}. Allowed: ${error.allowed ?? ''}` };
		if (!(error instanceof SystemError)) return { status: 'Error', message: error instanceof Error ? error.message : String(error) };
	}
	return { status: 'OK', message: 'Connection successful' };
}
