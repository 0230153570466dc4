import type { FieldValues } from '../../../shared/field.ts';
import { parseMoment } from '../../../shared/moment.ts';
import { headerText } from '../../gateway/header-text.ts';
import { toHeaders } from '../../gateway/metadata.ts';
import type { storage } from './fields.ts';

/** What the panel's options say of an object that is to be, as S3's parameters; what is not given is left out. */
export function storageParams(options: Partial<FieldValues<typeof storage>>) {
	const { cacheControl, contentDisposition, contentEncoding, contentType, expires, metadata, storageClass } = options;
	return {
		CacheControl: headerText(cacheControl, 'Cache Control'),
		ContentDisposition: headerText(contentDisposition, 'Content Disposition'),
		ContentEncoding: headerText(contentEncoding, 'Content Encoding'),
		ContentType: headerText(contentType, 'Content Type'),
		Expires: expires ? parseMoment(expires, 'Expires') : undefined,
		Metadata: metadata && toHeaders(metadata),
		// S3's own names are not all that a cluster may have.
		StorageClass: headerText(storageClass, 'Storage Class') as 'STANDARD' | undefined,
	};
}
