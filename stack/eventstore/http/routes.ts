import { infoResources } from './info.ts';
import { projectionResources } from './projections.ts';
import type { Resource } from './resource.ts';
import { statisticsResources } from './statistics.ts';
import { streamResources } from './streams/resources.ts';
import { subscriptionResources } from './subscriptions.ts';
import { userResources } from './users.ts';
import { webResources } from './web.ts';

const resources: Resource[] = [
	...infoResources, ...webResources, ...statisticsResources, ...streamResources, ...userResources,
	...projectionResources, ...subscriptionResources,
];

interface Route {
	resource: Resource;
	segments: string[];
}

const routes: Route[] = resources.map((resource) => ({ resource, segments: resource.path.split('/') }));

/** The first resource whose pattern fits a path, and what stands in it for the pattern's names. */
export function find(path: string, hasUsers: boolean): { resource: Resource; params: Record<string, string> } | undefined {
	const given = path.split('/');
	for (const { resource, segments } of routes) {
		if (resource.needsUsers === true && !hasUsers) continue;
		const params = match(segments, given);
		if (params !== undefined) return { resource, params };
	}
	return undefined;
}

function match(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
	const rest = segments.at(-1) === '*';
	if (rest ? given.length < segments.length - 1 : given.length !== segments.length) return undefined;
	const params: Record<string, string> = {};
	for (const [index, segment] of segments.entries()) {
		if (segment === '*') {
			params.rest = given.slice(index).join('/');
			return params;
		}
		const value = decoded(given[index] ?? '');
		if (value === undefined) return undefined;
		if (segment.startsWith(':')) {
			if (value === '') return undefined;
			params[segment.slice(1)] = value;
		} else if (segment !== value) return undefined;
	}
	return params;
}

function decoded(segment: string): string | undefined {
	try {
		return decodeURIComponent(segment);
	} catch {
		return undefined;
	}
}
