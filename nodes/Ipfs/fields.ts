import { field } from '../shared/field.ts';

/** Names content, or a part of it. */
export const path = field({
	displayName: 'CID or Path',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'bafybei… or /ipfs/bafybei…/file.txt',
	description: 'CID of the content, or a path that begins with one',
});

/** Kubo waits for ever for what nobody has. */
export const timeout = field({
	displayName: 'Timeout (Seconds)',
	type: 'number',
	default: 30,
	typeOptions: { minValue: 1 },
	description: 'How long to wait without receiving anything, such as while content is searched for',
});

export const localOnly = field({
	displayName: 'Local Only',
	type: 'boolean',
	default: true,
	description: 'Whether to look only at what this node has stored, and to fail at once for what it has not',
});

/** Milliseconds of {@link timeout}, which is 30 seconds when the option is not added. */
export function patience(options: { timeout?: number }): number {
	return (options.timeout ?? timeout.default) * 1000;
}
