import { withPublicLinks } from '../../../nodes/NetBox/links.ts';

const inner = 'http://netbox:8000';
const outer = 'https://netbox.example.com/base';

describe('links in an answer', () => {
	it('begin with the public address, also in objects within it', () => {
		const site = { id: 1, url: `${inner}/api/dcim/sites/1/`, display_url: `${inner}/dcim/sites/1/`, display: 'AMS1' };
		const moved = { ...site, url: `${outer}/api/dcim/sites/1/`, display_url: `${outer}/dcim/sites/1/` };
		const answer = { results: [{ ...site, site, tags: [site], custom_fields: { place: site, places: [site] } }] };
		expect(withPublicLinks(answer, inner, outer)).toEqual({ results: [{ ...moved, site: moved, tags: [moved], custom_fields: { place: moved, places: [moved] } }] });
	});

	it.each([
		[{ url: 'http://netbox:80001/api/' }],
		[{ url: 'https://elsewhere.example/' }],
		[{ url: null, source_url: `${inner}/x/`, description: `${inner}/x/` }],
		[{ local_context_data: { url: `${inner}/x/` } }],
		[{ custom_fields: { url: `${inner}/x/`, json: { url: `${inner}/x/` } } }],
	])('are none of NetBox in %j', (answer) => {
		expect(withPublicLinks(answer, inner, outer)).toEqual(answer);
	});
});
