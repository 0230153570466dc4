import type { KnownDifferences } from '../replay/known-differences.ts';

export default {
	complete: false,
	scenarios: {},
} satisfies KnownDifferences;
