import { correctVersion, isOffered, mediaType, readApiVersions } from '../../../nodes/Ceph/dashboard/api-versions.ts';

const endpoint = (version: string) => ({ responses: { 200: { content: { [`application/vnd.ceph.api.v${version}+json`]: {} } }, 400: {} } });
const openApi = () => ({
	paths: {
		'/api/block/image': { get: endpoint('2.0'), post: endpoint('1.0') },
		'/api/block/image/{image_spec}': { get: endpoint('1.3') },
		'/api/block/image/trash': { get: endpoint('1.1') },
		'/api/host': { get: { responses: { 200: {} } } },
	},
});
const type = (version: string) => `application/vnd.ceph.api.v${version}+json`;

describe('the versions of the Dashboard API', () => {
	it.each([
		['GET', 'api/block/image', '2.0'],
		['GET', '/api/block/image/', '2.0'],
		['POST', 'api/block/image', '1.0'],
		['GET', 'api/block/image/volumes%2Fdb', '1.3'],
		['GET', 'api/block/image/trash', '1.1'],
		['DELETE', 'api/block/image/trash', '1.0'],
		['GET', 'api/host', '1.0'],
		['GET', 'api/unheard/of', '1.0'],
	])('for %s %s is %s', (method, path, version) => {
		expect(mediaType(readApiVersions(openApi()), method, path)).toBe(type(version));
	});

	it('are corrected by what a refusal says, for all paths of the endpoint', () => {
		const versions = readApiVersions(openApi());
		const detail = "Incorrect version: endpoint is '3.1', client requested '1.3'";
		expect(correctVersion(versions, 'GET', 'api/block/image/a', detail)).toBe(type('3.1'));
		expect(mediaType(versions, 'GET', 'api/block/image/b')).toBe(type('3.1'));
		expect(mediaType(versions, 'GET', 'api/block/image')).toBe(type('2.0'));
	});

	it('tell what a release does not offer, where the document was to be had', () => {
		const versions = readApiVersions(openApi());
		expect(isOffered(versions, 'GET', 'api/block/image/volumes%2Fdb')).toBe(true);
		expect(isOffered(versions, 'DELETE', 'api/block/image/volumes%2Fdb')).toBe(false);
		expect(isOffered(versions, 'GET', 'api/cephfs/subvolume/cephfs')).toBe(false);
		const hidden = readApiVersions({});
		expect(isOffered(hidden, 'GET', 'api/osd')).toBe(true);
		correctVersion(hidden, 'GET', 'api/osd', "Incorrect version: endpoint is '1.1', client requested '1.0'");
		expect(isOffered(hidden, 'GET', 'api/cephfs')).toBe(true);
	});

	it('are learned where the document has none, and not from words that name none', () => {
		const versions = readApiVersions({});
		expect(correctVersion(versions, 'GET', 'api/osd', "Incorrect version: endpoint is '1.1', client requested '1.0'")).toBe(type('1.1'));
		expect(mediaType(versions, 'GET', 'api/osd')).toBe(type('1.1'));
		expect(correctVersion(versions, 'GET', 'api/host', 'Unable to find version in request header')).toBeUndefined();
	});
});
