import { bundle } from '../check/bundle.ts';
import type { composeIn, Composition } from './compose.ts';
import type { Request } from './request.ts';

/**
 * What composes, with the nodes as they are in the tree.
 *
 * @param root the repository
 * @throws Error with esbuild's words when a node that package.json names cannot be bundled
 */
export async function bundledComposer(root: string): Promise<(request: Request) => Composition> {
	const { exported: composed, classes, packageName } = await bundle<typeof composeIn>(root, 'workflows/compose/compose.ts', 'composeIn');
	return (request) => composed(root, packageName, classes, request);
}
