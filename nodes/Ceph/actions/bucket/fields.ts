import { field } from '../../../shared/field.ts';
import { bucketField } from '../../fields.ts';

/** The bucket itself, where operations on objects have the one that holds the object. */
export const bucket = field({ ...bucketField, description: 'The bucket to work on' });
