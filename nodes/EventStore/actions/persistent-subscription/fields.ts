import { filterFieldsOfLog } from '../../filter-fields.ts';

/** Which events of the whole database a group gets; a group of one stream gets all of them. */
export const groupFilterFields = filterFieldsOfLog('Which events the group gets; it stays as it is for the life of the group, and the server tells nobody');
