import { randomBytes } from 'node:crypto';

import { setDefaultTimeout, setWorldConstructor, World } from '@cucumber/cucumber';

import type { Checksum } from './checksum.ts';
import type { SampleDocument } from './documents/document.ts';
import type { MemoryWatch } from './memory.ts';
import type { Systems } from './systems.ts';

/** What n8n answered to a call. */
export interface Answer {
	/** That of the call. */
	correlationId: string;
	status: number;
	headers: Headers;
	/** Parsed when it is JSON. */
	body: unknown;
	/** Of the bytes of the answer. */
	checksum: Checksum;
}

/** A link to content, in DAG-JSON form. */
export interface Link {
	'/': string;
}

/** The answer for a published document. */
export interface Receipt {
	id: string;
	tenant: string;
	name: string;
	mediaType: string;
	sha256: string;
	size: number;
	bucket: string;
	key: string;
	cid: Link;
	stream: string;
	revision: number;
}

/** A document that is kept, or is meant to be. */
export interface Kept {
	id: string;
	stream: string;
	bucket: string;
	key: string;
}

/** A run that was under way when n8n was killed. */
export interface Interrupted {
	/** Stream of its journal. */
	run: string;
	kept: Kept;
}

/** A tenant in NetBox. */
export interface Tenant {
	id: number;
	slug: string;
}

/** What callers say of the volume that they want. */
export interface VolumeOrder {
	tenant: string;
	machine: string;
	name: string;
	gibibytes: number;
}

/** Most steps are a request or two. */
setDefaultTimeout(60_000);

/** For steps through which 300 MB pass. */
export const LONG = { timeout: 900_000 };

/** What one scenario knows; scenarios share nothing but the systems. */
export class CimWorld extends World {
	/** Makes tenants, documents and calls those of this scenario. */
	readonly mark = randomBytes(6).toString('hex');
	/** Set before the first step. */
	systems!: Systems;
	/** Slug of the tenant that documents are for. */
	tenant: string | undefined;
	/** The tenants that this scenario has in NetBox. */
	readonly tenants: Tenant[] = [];
	/** Bearer token of whoever calls. */
	token: string | undefined;
	/** What was handed in last, with the checksum of the bytes that were sent. */
	document: (SampleDocument & Checksum) | undefined;
	answers: Answer[] = [];
	receipts: Receipt[] = [];
	/** Where the document is that the scenario is about, when there is no receipt. */
	kept: Kept | undefined;
	/** Correlation ids of the calls, in their order. */
	readonly calls: string[] = [];
	/** Uploads that had not ended before the first step. */
	unfinished: readonly string[] = [];
	memory: MemoryWatch | undefined;
	/** Virtual machines in NetBox that this scenario made. */
	readonly machines: { id: number; name: string }[] = [];
	/** Snapshots of the volume that were there before it was given back. */
	snapshots: readonly string[] = [];
	/** What was said of the volume that was given back last. */
	removal: object | undefined;
	/** The volume that was ordered last. */
	order: VolumeOrder | undefined;
	/** Each takes back what a scenario has done to a system. */
	readonly mends: (() => Promise<void>)[] = [];
	/** What the steps that were called know and gave, by name. */
	subject: Record<string, unknown> = {};
	/** What the last step gave that was called. */
	given: Record<string, unknown> | undefined;
	/** Stream of the journal of the run that the scenario is about. */
	run: string | undefined;

	/** Runs that were under way when n8n was killed: their journals, and where what they make is kept. */
	interrupted: { order: Interrupted; publication?: Interrupted } | undefined;

	/** The last answer. */
	get answer(): Answer {
		return known(this.answers.at(-1), 'an answer');
	}

	/** The last receipt. */
	get receipt(): Receipt {
		return known(this.receipts.at(-1), 'a receipt');
	}

	/** Where the document of the scenario is. */
	get place(): Kept {
		return this.kept ?? this.receipt;
	}
}

setWorldConstructor(CimWorld);

/** @throws Error when an earlier step did not provide what a step needs */
export function known<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`No earlier step gave ${what}.`);
	return value;
}
