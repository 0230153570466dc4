import { field } from '../../../shared/field.ts';

/** Which run. */
export const processField = field({ displayName: 'Process', type: 'string', required: true, default: '', placeholder: 'publish-document', description: 'Name of the process' });
export const keyField = field({ displayName: 'Key', type: 'string', required: true, default: '', placeholder: 'invoice-4711', description: 'Key of the run' });
