import type { KnownDifferences } from '../replay/known-differences.ts';

export default {
	complete: true,
	scenarios: {
		'JSON that is none, and content types': { reason: 'not mended yet' },
		'errors of BatchAppend on the wire': { reason: 'not mended yet' },
		'BatchAppend: an event without a type': { reason: 'not mended yet' },
		'Append: an event without a type': { reason: 'not mended yet' },
		'identifiers of events': { reason: 'not mended yet' },
		'BatchAppend: nothing to append': { reason: 'not mended yet' },
		'Append: nothing to append': { reason: 'not mended yet' },
		'the largest revisions': { reason: 'not mended yet' },
		'BatchAppend: odd stream names': { reason: 'not mended yet' },
		'Append: odd stream names': { reason: 'not mended yet' },
	},
} satisfies KnownDifferences;
