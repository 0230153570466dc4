import { parseByteSize } from '../../../shared/byte-size.ts';
import { InvalidField } from '../../../shared/errors.ts';
import { field, locator } from '../../../shared/field.ts';
import type { DashboardImage } from '../../rbd/dashboard-answers.ts';

export const imageName = field({
	displayName: 'Image',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. database',
	description: 'Name of the image: any characters but "/" and "@"',
});

export const size = field({
	displayName: 'Size',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 10 GiB',
	description: 'Bytes, or a size such as 512 MiB, 10 GiB or 1.5 TiB',
});

export const allowShrink = field({
	displayName: 'Allow Shrinking',
	type: 'boolean',
	default: false,
	description: 'Whether the image may become smaller, which discards what is behind its new end',
});

export const trashEntry = locator('searchBlockTrash', {
	displayName: 'Image ID',
	description: 'ID of the image in the trash, where names need not be unique',
	placeholder: 'e.g. 10b4a7c1e2f3',
});

/**
 * Reads the size that an existing image is to have.
 *
 * @throws InvalidField when the image would lose bytes that it may not lose
 */
export function newSize(text: string, { size: current }: Pick<DashboardImage, 'size'>, mayShrink = false): number {
	const wanted = parseByteSize(text, 'Size');
	if (wanted === 0) throw new InvalidField('Size', 'an image cannot be resized to nothing', '1 byte or more');
	if (wanted < current && !mayShrink) {
		throw new InvalidField('Size', `${wanted} bytes are less than the ${current} that the image has`, `${current} bytes or more; less with Allow Shrinking`);
	}
	return wanted;
}
