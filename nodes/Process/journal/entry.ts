/** Where a run's step stands in the workflow: the node's id, the item and the round of the loop. */
export type Place = string;

/** A workflow that is called as a step. */
export type StepReference = {
	workflowId: string;
	/** As the list showed it when it was chosen. */
	name: string;
};

/** What went wrong in a step, as the system or the step itself said it. */
export type StepFailure = {
	message: string;
	description?: string;
	/** HTTP status, or the name that the system has for the failure. */
	code?: string;
	/** The step has turned the request down, and this is for the caller. */
	answer?: Answer;
};

/** What a step gives: the JSON of its one item. */
export type Information = Record<string, unknown>;

/** What an entrance answers its caller with. */
export type Answer = { status: number; body: unknown };

/** What to do with a run whose execution has ended in the middle. */
export type AfterCrash = 'resume' | 'undo' | 'leave';

/** How a wait ended: with an answer, without one in time, or because its time had come. */
export type WaitOutcome = 'answered' | 'late' | 'time';

/** Whoever appends it holds the run for so many milliseconds from then on. */
type Leased = { lease: number };

/** The events of a journal: their types, and what each says. */
export interface Entries {
	/** A run begins, or begins anew after it was undone. */
	ProcessStarted: Leased & {
		process: string;
		key: string;
		workflow: StepReference;
		executionId: string;
		input: Information;
		/** CID of the type that the input satisfies. */
		inputType?: string;
		/** The input had secrets, which are not kept: only somebody who gives them again can go on with the run. */
		secretInput?: true;
		afterCrash: AfterCrash;
	};
	/** The run waits, and nobody holds it meanwhile. */
	RunWaits: {
		place: Place;
		node: string;
		/** Name of the answer that it waits for; absent when it waits for a time alone. */
		what?: string;
		/** ISO 8601: when it goes on without one. */
		until?: string;
		/** What whoever asks again is told meanwhile. */
		answer: Answer;
	};
	WaitEnded: Leased & { place: Place; outcome: WaitOutcome };
	/** Somebody has answered, be it before the run waits for it. The first answer counts. It may come while an execution holds the run. */
	AnswerGiven: { what: string; answer: Information };
	/** Another execution goes on with the run; whoever had it can write no more. */
	RunTakenOver: Leased & { executionId: string; from: string };
	StepStarted: Leased & {
		place: Place;
		node: string;
		step: StepReference;
		input: Information;
		tries: number;
		/** The input had secrets, which are not kept: the step cannot be done again to find out whether it was done. */
		secretInput?: true;
		/** Undoes the step whatever it says itself. */
		undo?: StepReference;
	};
	StepDone: Leased & {
		place: Place;
		output: Information;
		undo?: StepReference;
		/** The journal of the step's own run, when it is a process: its steps are what is undone. */
		run?: string;
		/** Files or secrets came with the output, which are not kept: a run that is resumed does the step again. */
		again?: true;
		milliseconds: number;
	};
	StepFailed: Leased & {
		place: Place;
		failure: StepFailure;
		/** Whether it may have been done for all that is known. */
		unknown: boolean;
		/** The journal of the step's own run, when it is a process that has left something behind. */
		run?: string;
	};
	/** The holder is still at it. */
	LeaseRenewed: Leased;
	ProcessFinished: { output: Information; outputType?: string; answer: Answer };
	UndoStarted: Leased & { reason: StepFailure; answer: Answer };
	StepUndone: Leased & { place: Place; milliseconds: number };
	UndoFailed: Leased & { place: Place; failure: StepFailure };
	/** Nothing is left to undo, but for what could not be. */
	ProcessUndone: { notUndone: Place[] };
	/** Nobody goes on with the run by himself: a person must look. */
	RunLeft: { reason: string };
}

export type EntryType = keyof Entries;

/** One event of a journal. */
export type Entry = { [T in EntryType]: { type: T; data: Entries[T]; executionId: string; revision: bigint; created: Date } }[EntryType];

const TYPES: Readonly<Record<EntryType, true>> = {
	ProcessStarted: true,
	RunWaits: true,
	WaitEnded: true,
	AnswerGiven: true,
	RunTakenOver: true,
	StepStarted: true,
	StepDone: true,
	StepFailed: true,
	LeaseRenewed: true,
	ProcessFinished: true,
	UndoStarted: true,
	StepUndone: true,
	UndoFailed: true,
	ProcessUndone: true,
	RunLeft: true,
};

export function isEntryType(type: string): type is EntryType {
	return Object.hasOwn(TYPES, type);
}
