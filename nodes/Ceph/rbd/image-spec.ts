import { InvalidField } from '../../shared/errors.ts';
import { segment } from '../../shared/path-segment.ts';

/** Where an image is; the namespace is empty for images outside any. */
export interface ImageSpec {
	pool: string;
	namespace: string;
	image: string;
}

/** A snapshot of an image. */
export interface SnapshotSpec extends ImageSpec {
	snapshot: string;
}

/** An image in the trash, where names need not be unique. */
export interface TrashSpec {
	pool: string;
	namespace: string;
	id: string;
}

const ALLOWED = 'any name without "/" and "@" but "." and ".."';

/**
 * Checks the name of an image, snapshot or namespace: "/" and "@" take a specification apart, so RBD's own tools refuse
 * them; the Dashboard would look for something else.
 *
 * @param field name of the field for the error
 * @throws InvalidField when RBD allows no such name
 */
export function checkName(name: string, field: string): string {
	if (/[/@]/.test(name)) throw new InvalidField(field, `got "${name.slice(0, 80)}"`, ALLOWED);
	if (name === '' || name === '.' || name === '..') throw new InvalidField(field, `"${name}" cannot be a name`, ALLOWED);
	return name;
}

/** As {@link checkName}; empty stands for no namespace. */
export function checkNamespace(namespace: string, field = 'Namespace'): string {
	return namespace === '' ? '' : checkName(namespace, field);
}

/** Pools may have any name but one with a slash when images are in them: the Dashboard could not tell it from a namespace. */
export function checkPool(pool: string, field = 'Pool'): string {
	if (pool === '' || pool.includes('/')) throw new InvalidField(field, `got "${pool.slice(0, 80)}"`, 'the name of a pool, without "/"');
	return pool;
}

/**
 * `pool/image` or `pool/namespace/image`, as messages and RBD's own tools write it.
 *
 * @param role which of several images it is, before the names of the fields in errors: "Destination"
 * @throws InvalidField when one of the names is none
 */
export function specOf({ pool, namespace, image }: ImageSpec, role = ''): string {
	const field = (name: string) => `${role} ${name}`.trim();
	return joined(checkPool(pool, field('Pool')), checkNamespace(namespace, field('Namespace')), checkName(image, field('Image')));
}

/** Path of an image; the Dashboard takes the whole specification as one segment. */
export function imagePath(spec: ImageSpec): string {
	return `api/block/image/${segment(specOf(spec))}`;
}

export function snapshotPath(spec: SnapshotSpec): string {
	return `${imagePath(spec)}/snap/${segment(checkName(spec.snapshot, 'Snapshot'))}`;
}

export function trashPath({ pool, namespace, id }: TrashSpec): string {
	return `api/block/image/trash/${segment(joined(checkPool(pool), checkNamespace(namespace), checkName(id, 'Image ID')))}`;
}

export function namespacesPath(pool: string): string {
	return `api/block/pool/${segment(checkPool(pool))}/namespace`;
}

function joined(...parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join('/');
}
