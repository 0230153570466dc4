import type { TournamentHooks } from '@n8n/tournament';
import { astVisit, Tournament } from '@n8n/tournament';
import { ExpressionParser } from 'n8n-workflow';
import { expressionSandboxHooks } from 'n8n-workflow/expression-sandboxing';

/** What an expression says of other nodes, found in its syntax tree. */
export interface ParsedExpression {
	/** Names of the nodes that it reads. */
	nodes: string[];
	/** Whether it reads a node whose name only an execution knows. */
	computed: boolean;
	/** Why n8n could not evaluate it. */
	fault?: string;
}

/**
 * Parses an expression with n8n's own parser and the rules of its sandbox, without evaluating it.
 *
 * @param expression as workflows store it, with its leading `=`
 */
export function parseExpression(expression: string): ParsedExpression {
	const text = expression.slice(1);
	const parsed: ParsedExpression = { nodes: [], computed: false };
	const open = ExpressionParser.splitExpression(text).find((chunk) => chunk.type === 'code' && !chunk.hasClosingBrackets);
	if (open !== undefined) return { ...parsed, fault: '{{ is not closed by }}' };
	const hooks: TournamentHooks = {
		before: [(file) => collect(file, parsed), ...expressionSandboxHooks.before],
		after: expressionSandboxHooks.after,
	};
	try {
		new Tournament(undefined, undefined, undefined, hooks).getExpressionCode(text);
	} catch (error) {
		parsed.fault = error instanceof Error ? error.message : String(error);
	}
	return parsed;
}

/** The parts of a node of the syntax tree that are looked at, as ESTree names them. */
interface Syntax {
	type: string;
	name?: unknown;
	value?: unknown;
	expressions?: readonly unknown[];
	quasis?: readonly { value: { cooked?: string | null } }[];
}

function collect(file: Parameters<typeof astVisit>[0], parsed: ParsedExpression): void {
	const note = (readers: readonly unknown[], reader: Syntax, name: Syntax | undefined) => {
		if (reader.type !== 'Identifier' || !readers.includes(reader.name) || name === undefined) return;
		const text = textOf(name);
		if (text === undefined) parsed.computed = true;
		else parsed.nodes.push(text);
	};
	astVisit(file, {
		// $('Name'), $items('Name')
		visitCallExpression(path) {
			const { callee, arguments: given } = path.node;
			note(['$', '$items'], callee, given[0]);
			this.traverse(path);
		},
		// $node['Name'], $node.Name
		visitMemberExpression(path) {
			const { object, property, computed } = path.node;
			const named = property.type === 'Identifier' && computed !== true;
			note(['$node'], object, named ? { type: 'Literal', value: property.name } : (property));
			this.traverse(path);
		},
	});
}

function textOf({ type, value, expressions, quasis }: Syntax): string | undefined {
	if (typeof value === 'string') return value;
	return type === 'TemplateLiteral' && expressions?.length === 0 ? (quasis?.[0]?.value.cooked ?? undefined) : undefined;
}
