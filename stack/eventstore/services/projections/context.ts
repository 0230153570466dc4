import type { Log } from '../../log.ts';
import type { Projections } from '../../projections/projections.ts';

/** What the handlers of the Projections service work with. */
export interface ProjectionsContext {
	projections: Projections;
	log: Log;
}
