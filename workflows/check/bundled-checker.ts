import { bundle } from './bundle.ts';
import type { checkLibrary, Verdict } from './library.ts';

/** Checks the library, or some of its processes. */
export type Checker = (only: readonly string[]) => Verdict;

/**
 * The checker, with the nodes as they are in the tree.
 *
 * @param root the repository
 * @throws Error with esbuild's words when a node that package.json names cannot be bundled
 */
export async function bundledChecker(root: string): Promise<Checker> {
	const { exported: check, classes, packageName } = await bundle<typeof checkLibrary>(root, 'workflows/check/library.ts', 'checkLibrary');
	return (only) => check(root, packageName, classes, only);
}
