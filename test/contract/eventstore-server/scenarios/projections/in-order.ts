import { handlers } from './lists/handlers.ts';
import { language } from './lists/language.ts';
import { managing } from './lists/managing.ts';
import { modes } from './lists/modes.ts';
import { queries } from './lists/queries.ts';
import { sources } from './lists/sources.ts';
import { system, systemAtTheEnd } from './lists/system.ts';
import { status } from './lists/status.ts';

/**
 * In the order in which they were recorded: how often the system projections were switched, and how many projections
 * there have been, stands in what projections write.
 */
export default [
	...system, ...status, ...queries, ...sources, ...handlers, ...language, ...managing, ...modes, ...systemAtTheEnd,
];
