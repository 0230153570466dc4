import { field, locator } from '../../shared/field.ts';

export const projectionField = locator('searchProjections', {
	displayName: 'Projection',
	placeholder: 'document-counts',
	description: 'The projection, by its name',
});

export const queryField = field({
	displayName: 'Query',
	type: 'string',
	required: true,
	default: '',
	typeOptions: { editor: 'jsEditor', rows: 10 },
	placeholder: "fromCategory('document').when({ $init: () => ({ count: 0 }), DocumentStored: (state) => { state.count++; } })",
	description: 'What the projection does, in JavaScript: a source (fromStream, fromCategory, fromAll) and handlers by type of event (when)',
});

export const emitField = field({
	displayName: 'Emit Enabled',
	type: 'boolean',
	default: false,
	description: 'Whether the query may write events (emit, linkTo)',
});

export const trackField = field({
	displayName: 'Track Emitted Streams',
	type: 'boolean',
	default: false,
	description: 'Whether the server remembers which streams it wrote, so that they can be deleted with it; needs Emit Enabled',
});

/** How long an operation waits until the projection is as it was told to be, in seconds. */
export const timeLimit = field({
	displayName: 'Time Limit',
	type: 'number',
	default: 30,
	typeOptions: { minValue: 1 },
	description: 'Seconds to wait until the projection has done what it was told',
});
