import type { FieldValues } from '../../../shared/field.ts';
import { InvalidField } from '../../../shared/errors.ts';
import { toHeaders } from '../../gateway/metadata.ts';
import type { storage } from './fields.ts';

/** What the panel's options say of an object that is to be, as S3's parameters; what is not given is left out. */
export function storageParams(options: Partial<FieldValues<typeof storage>>) {
	const { cacheControl, contentDisposition, contentEncoding, contentType, expires, metadata, storageClass } = options;
	return {
		CacheControl: cacheControl || undefined,
		ContentDisposition: contentDisposition || undefined,
		ContentEncoding: contentEncoding || undefined,
		ContentType: contentType || undefined,
		Expires: expires ? toDate('Expires', expires) : undefined,
		Metadata: metadata && toHeaders(metadata),
		// S3's own names are not all that a cluster may have.
		StorageClass: (storageClass || undefined) as 'STANDARD' | undefined,
	};
}

/** @throws InvalidField when it is no moment */
export function toDate(name: string, text: string): Date {
	const date = new Date(text);
	if (Number.isNaN(date.getTime())) throw new InvalidField(name, `"${text.slice(0, 80)}" is no date`, 'a date with its time, such as 2026-12-31T23:59:59Z');
	return date;
}
