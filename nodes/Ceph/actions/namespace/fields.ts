import { pool as poolOfImages } from '../../rbd/fields.ts';

export const pool = { ...poolOfImages, description: 'The pool that the namespace is in' } as const;
