/** An endpoint of the Dashboard API and the version that it speaks, for example `GET block/image/{image_spec}`. */
interface Endpoint {
	method: string;
	/** Segments of the path; parameters are `undefined`. */
	segments: readonly (string | undefined)[];
	version: string;
	/** Only a refusal has told of it, for the document was not to be had. */
	learned?: true;
}

/** The version of every endpoint, as the Dashboard's OpenAPI document tells; endpoints that it omits speak 1.0. */
export type ApiVersions = Endpoint[];

const DEFAULT_VERSION = '1.0';
const MEDIA_TYPE = /^application\/vnd\.ceph\.api\.v(\d+\.\d+)\+json$/;
const REFUSED = /endpoint is '(\d+\.\d+)'/;

type OpenApi = { paths?: Record<string, Record<string, { responses?: Record<string, { content?: Record<string, unknown> }> }>> };

/**
 * Reads the versions from an OpenAPI document.
 *
 * The Dashboard versions each endpoint on its own, in the media type of its answers, and refuses a request for a
 * newer one with 415.
 */
export function readApiVersions(openApi: OpenApi): ApiVersions {
	return Object.entries(openApi.paths ?? {}).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, { responses = {} }]) => {
			const types = Object.values(responses).flatMap(({ content = {} }) => Object.keys(content));
			const version = types.map((type) => MEDIA_TYPE.exec(type)?.[1]).find((found) => found !== undefined);
			const segments = split(path).map((segment) => (segment.startsWith('{') ? undefined : segment));
			return { method: method.toUpperCase(), segments, version: version ?? DEFAULT_VERSION };
		}),
	);
}

/** @param path below the Dashboard's address, encoded, without a query: `api/pool/tenant-a` */
export function mediaType(versions: ApiVersions, method: string, path: string): string {
	return toMediaType(endpoint(versions, method, path)?.version ?? DEFAULT_VERSION);
}

/** Whether this release has the endpoint at all; true as well where nothing is known of any. */
export function isOffered(versions: ApiVersions, method: string, path: string): boolean {
	return versions.every(({ learned }) => learned) || endpoint(versions, method, path) !== undefined;
}

/**
 * Learns from a 415 answer which version the endpoint speaks, and keeps it.
 *
 * @returns the media type to ask for instead; `undefined` when the answer names none
 */
export function correctVersion(versions: ApiVersions, method: string, path: string, detail: string): string | undefined {
	const version = REFUSED.exec(detail)?.[1];
	if (version === undefined) return undefined;
	const known = endpoint(versions, method, path);
	if (known) known.version = version;
	else versions.push({ method, segments: split(path), version, learned: true });
	return toMediaType(version);
}

/** Of the endpoints that match, the one with the most literal segments: `image/trash` before `image/{image_spec}`. */
function endpoint(versions: ApiVersions, method: string, path: string): Endpoint | undefined {
	const wanted = split(path);
	const literals = ({ segments }: Endpoint) => segments.filter((segment) => segment !== undefined).length;
	return versions
		.filter((candidate) => candidate.method === method && candidate.segments.length === wanted.length)
		.filter(({ segments }) => segments.every((segment, at) => segment === undefined || segment === wanted[at]))
		.reduce<Endpoint | undefined>((best, next) => (best && literals(best) >= literals(next) ? best : next), undefined);
}

function split(path: string): string[] {
	return path.split('/').filter((segment) => segment !== '');
}

/** @param version for example `1.1` */
export function toMediaType(version: string): string {
	return `application/vnd.ceph.api.v${version}+json`;
}
