import type { SchemaType } from '../../nodes/InformationType/schema.ts';
import { callsOf } from '../check/calls.ts';
import { outputTypes } from '../check/declared-type.ts';
import type { Library } from '../check/library.ts';
import { nearest } from '../check/nearest.ts';
import type { Process } from '../check/process.ts';
import { isStep } from '../check/process.ts';
import { wantedBy } from '../check/rules/composition.ts';
import type { DeclaredType } from '../check/typed-items.ts';
import { layersOf } from '../check/typed-items.ts';
import type { Field } from './field.ts';
import { fieldsOfType, reservedIn } from './field.ts';
import { Refusal } from './refusal.ts';

/** A step or process that a row is made of. */
export interface Part {
	/** As the user named it. */
	name: string;
	process: Process;
	takes: readonly Field[];
	/** Name of the type that it takes. */
	takesType: string;
	/** Whether it drops what its type does not declare. */
	shaping: boolean;
	/** The fields of each type that it may give. */
	gives: readonly (readonly Field[])[];
	/** Folders of the steps that undo it; a process is undone by its own journal. */
	undoneBy: readonly string[];
}

/**
 * Finds a part and what it takes and gives.
 *
 * @param name a folder of `workflows/steps/` or of `workflows/`
 * @param composed the name of the process that is made, which cannot be a part of itself
 * @throws Refusal when it cannot be a part, with what to do
 */
export function partNamed(name: string, composed: string, library: Library): Part {
	const process = found(name, library);
	if (reaches(process, composed, library)) throw new Refusal(`${name} calls ${composed}, and cannot be a part of it: choose another --name.`);
	const takes = wantedBy(process, library);
	if (takes === undefined) throw new Refusal(`${name} does not say what it takes: it needs "When Executed by Another Workflow", and an Information Type or a type in Process: Start behind it.`);
	const gives = outputTypes(process, library);
	if (gives === undefined || gives.length === 0) throw new Refusal(`${name} does not say what it gives: choose a type in each Process: End Step, or in Process: Finish.`);
	return {
		name,
		process,
		takes: structFields(name, 'takes', takes.name, takes.type),
		takesType: takes.name,
		shaping: takes.shaping,
		gives: gives.map((type) => layered(name, type)),
		undoneBy: undosOf(process, library),
	};
}

export function isProcess({ process }: Part): boolean {
	return !isStep(process);
}

function found(name: string, { processes }: Library): Process {
	const named = processes.filter(({ folder }) => folder === name || folder === `steps/${name}`);
	const [only, ...others] = named;
	if (only !== undefined && others.length === 0) return only;
	if (only !== undefined) throw new Refusal(`"${name}" is a step and a process: write ${named.map(({ folder }) => folder).join(' or ')}.`);
	const names = processes.map(({ folder }) => folder.replace(/^steps\//, ''));
	throw new Refusal(`There is no step or process "${name}" under workflows/. Written most alike: ${nearest(name, names).join(', ')}.`);
}

/** Whether a workflow calls another one, itself or through those that it calls. */
function reaches(process: Process, id: string, library: Library, passed: readonly string[] = []): boolean {
	if (process.id === id) return true;
	if (passed.includes(process.id)) return false;
	const calls = process.nodes.flatMap((node) => callsOf(node, library).map((call) => call.id));
	return library.processes.some((called) => calls.includes(called.id) && reaches(called, id, library, [...passed, process.id]));
}

/** What is in a later layer hides what is beneath, unless it may be left out. */
function layered(name: string, declared: DeclaredType): Field[] {
	const fields = layersOf(declared).flatMap((type) => structFields(name, 'gives', declared.name, type));
	return fields.filter((field, index) => !fields.slice(0, index).some((over) => over.key === field.key && !over.absent));
}

function structFields(name: string, verb: string, typeName: string, type: SchemaType): Field[] {
	const fields = fieldsOfType(type);
	if (fields === undefined) throw new Refusal(`${name} ${verb} ${typeName}, which is no struct written as a map: only fields with names can be handed on.`);
	const reserved = reservedIn(fields);
	if (reserved !== undefined) throw new Refusal(`${name} ${verb} a field "${reserved}", which Process keeps for itself and takes off every item: rename it in ${typeName}.`);
	return fields;
}

function undosOf(process: Process, library: Library): string[] {
	if (!isStep(process)) return [];
	const ids = process.nodes.flatMap((node) => callsOf(node, library).flatMap(({ kind, id }) => (kind === 'undo' && id !== undefined ? [id] : [])));
	return [...new Set(ids)].map((id) => library.processes.find((each) => each.id === id)?.folder ?? id);
}
