import { ExpressionParser, isExpression } from 'n8n-workflow';

/**
 * Whether what a parameter holds is one expression and nothing else, so that the value is what it gave. Text around it, or a second
 * one, make text of what they give: `={"size": {{ $json.size }}}` is JSON that somebody has written.
 *
 * @param raw as the workflow stores it, before n8n puts values in place of expressions
 */
export function isOneExpression(raw: unknown): boolean {
	if (!isExpression(raw)) return false;
	// As n8n itself decides it: an empty text, the code, and no third part, be it empty.
	const [before, code, ...more] = ExpressionParser.splitExpression(raw.slice(1));
	return before?.text === '' && code?.type === 'code' && more.length === 0;
}

/** What stands under a name inside a parameter; inside an expression that gives all of it, the expression. */
export function rawPart(raw: unknown, key: string | number): unknown {
	if (typeof raw !== 'object' || raw === null) return raw;
	return (raw as Record<string | number, unknown>)[key];
}
