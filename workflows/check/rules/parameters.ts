import type { INode, INodeParameters, INodeProperties, INodePropertyCollection, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { faultOf, isEmpty, isExpression, isRecord } from '../parameter-value.ts';
import type { Problem, Rule } from '../rule.ts';
import { wholeParameters } from '../whole-parameters.ts';

/** Nodes of the package carry parameters that they know, show and can use, and all that they require. */
export const parameters: Rule = function* ({ process, library: { kinds } }) {
	for (const node of process.nodes) {
		const description = kinds.get(node.type)?.description;
		if (description !== undefined) yield* new Parameters(node, description).problems();
	}
};

/** Values of one level: all parameters, or those inside a collection or a row. */
interface Level {
	properties: readonly INodeProperties[];
	given: Record<string, unknown>;
	/** With the defaults of what is not given: whether a parameter is shown depends on them. */
	whole: Record<string, unknown>;
	/** `options.` */
	prefix: string;
}

class Parameters {
	private readonly node: INode;
	private readonly description: INodeTypeDescription;
	private readonly root: INodeParameters;

	constructor(node: INode, description: INodeTypeDescription) {
		this.node = node;
		this.description = description;
		this.root = wholeParameters(node, description, true);
	}

	*problems(): Iterable<Problem> {
		const { properties } = this.description;
		yield* this.level({ properties, given: this.node.parameters, whole: this.root, prefix: '' });
		// What n8n's editor would mark: missing values, and those of resource mappers and filters.
		const whole = { ...this.node, parameters: wholeParameters(this.node, this.description) };
		const issues = NodeHelpers.getNodeParametersIssues(properties, whole, this.description);
		for (const [name, texts] of Object.entries(issues?.parameters ?? {})) {
			for (const text of new Set(texts)) yield this.problem(name, `is not accepted by n8n: ${text}`);
		}
	}

	private *level(level: Level): Iterable<Problem> {
		const shown = level.properties.filter((property) => this.isShown(property, level));
		const names = [...new Set(shown.filter(({ type }) => type !== 'notice').map(({ name }) => name))].join(', ');
		for (const [name, value] of Object.entries(level.given)) {
			const path = `${level.prefix}${name}`;
			const property = shown.find((candidate) => candidate.name === name);
			if (property !== undefined) yield* this.value(property, value, level.whole[name], path);
			else {
				const hidden = level.properties.some((candidate) => candidate.name === name);
				yield this.problem(path, hidden ? `does not apply ${this.place()}` : this.unknown(), names);
			}
		}
	}

	private *value(property: INodeProperties, value: unknown, whole: unknown, path: string): Iterable<Problem> {
		const fault = faultOf(property, value);
		if (fault !== undefined) yield this.problem(path, fault.problem, fault.allowed);
		if (!isRecord(value)) return;
		if (property.type === 'collection') {
			const properties = (property.options ?? []) as INodeProperties[];
			const all = { ...value, ...(isRecord(whole) ? whole : {}) };
			const level = { properties, given: value, whole: all, prefix: `${path}.` };
			yield* this.level(level);
		}
		if (property.type === 'fixedCollection') yield* this.groups(property, value, path);
	}

	private *groups(property: INodeProperties, value: Record<string, unknown>, path: string): Iterable<Problem> {
		const groups = (property.options ?? []) as INodePropertyCollection[];
		for (const [name, rows] of Object.entries(value)) {
			const group = groups.find((candidate) => candidate.name === name);
			if (group === undefined) {
				yield this.problem(`${path}.${name}`, this.unknown(), groups.map((known) => known.name).join(', '));
				continue;
			}
			const many = property.typeOptions?.multipleValues === true;
			if (isExpression(rows)) continue;
			if (many !== Array.isArray(rows)) {
				yield this.problem(`${path}.${name}`, 'is not as n8n stores it', many ? 'a list of rows' : 'an object');
			}
			for (const [index, row] of [rows].flat().entries()) {
				if (!isRecord(row)) continue;
				const defaults = Object.fromEntries(group.values.map((known) => [known.name, known.default]));
				const prefix = `${path}.${name}${many ? `[${index}]` : ''}.`;
				const level = { properties: group.values, given: row, whole: { ...defaults, ...row }, prefix };
				yield* this.level(level);
				yield* this.missing(level);
			}
		}
	}

	/** Values that a row requires; n8n's own test does not look into rows inside a collection. */
	private *missing(level: Level): Iterable<Problem> {
		for (const property of level.properties) {
			const { name, required, default: otherwise } = property;
			const empty = required === true && isEmpty(level.given[name] ?? otherwise);
			if (empty && this.isShown(property, level)) yield this.problem(`${level.prefix}${name}`, 'is required', 'a value');
		}
	}

	private isShown(property: INodeProperties, { whole }: Level): boolean {
		return NodeHelpers.displayParameter(whole as INodeParameters, property, this.node, this.description, this.root);
	}

	private place(): string {
		const chosen = ['resource', 'operation'].filter((name) => this.root[name] !== undefined);
		const values = chosen.map((name) => `${name} ${JSON.stringify(this.root[name])}`).join(', ');
		return values === '' ? 'here' : `to ${values} as set`;
	}

	private unknown(): string {
		return `is unknown to ${this.description.displayName}`;
	}

	private problem(path: string, problem: string, allowed?: string): Problem {
		return { node: this.node.name, problem: `parameter ${JSON.stringify(path)} ${problem}`, allowed };
	}
}
