import { parseByteSize } from '../../../shared/byte-size.ts';
import { InvalidField } from '../../../shared/errors.ts';

/** What the fields of a new subvolume or group say; those that were not added are missing. */
interface Given {
	size?: string;
	mode?: string;
	dataPool?: string;
	userId?: number;
	groupId?: number;
}

/**
 * Turns the options of a new subvolume or group into what Ceph calls them.
 *
 * @throws InvalidField when the size is no size or the mode no mode
 */
export function attributesOf({ size, mode, dataPool, userId, groupId }: Given): Record<string, string | number> {
	const bytes = size ? parseByteSize(size, 'Size') : 0;
	if (mode && !/^[0-7]{3,4}$/.test(mode)) throw new InvalidField('Mode', `got "${mode.slice(0, 80)}"`, 'three or four octal digits such as 750');
	return {
		...(bytes > 0 && { size: bytes }),
		...(mode && { mode }),
		...(dataPool && { pool_layout: dataPool }),
		...(userId !== undefined && { uid: userId }),
		...(groupId !== undefined && { gid: groupId }),
	};
}

/** A new size as Ceph takes it: it has a word for none. */
export function newSize(size: string): string {
	const bytes = parseByteSize(size, 'Size');
	return bytes === 0 ? 'infinite' : String(bytes);
}
