import { failureText, renderRows, type Row } from '../../stack/command/report.ts';
import { endpoints, systems } from '../../stack/services.ts';

const paths = { secrets: '/x/secrets.json', cephAuthority: '/x/authority.pem' };
const rows = (login: (name: string) => string): Row[] =>
	systems.flatMap((system) =>
		system.endpoints.map((endpoint) => ({
			endpoint,
			system,
			kind: system.kind,
			version: '1',
			url: `http://${system.name}`,
			login: login(system.name),
			health: 'healthy',
			ok: true,
		})),
	);

describe('the table that ends a start', () => {
	it('says by which command a password is shown, and for which systems', () => {
		const text = renderRows(rows((name) => (name === 'n8n' || name === 'netbox' ? 'admin / CIM_X' : '–')), 'cim', paths);
		expect(text).toContain('Password of n8n, and so of netbox: npm run -s stack -- password n8n\n');
		expect(text).toContain('All secrets, by the names above: /x/secrets.json');
	});

	it("names the project where it is not the usual one, and no password where there is none", () => {
		expect(renderRows(rows(() => 'admin / CIM_X'), 'cim-test', paths)).toContain('password --project cim-test n8n\n');
		expect(renderRows(rows(() => '–'), 'cim', paths)).not.toContain('Password of');
	});
});

describe('what is wrong with a system', () => {
	const netBox = endpoints.find(({ id }) => id === 'netBox')!;

	it.each([
		[{}, '403 (or set CIM_NETBOX_URL to one that runs elsewhere)'],
		[{ CIM_NETBOX_URL: 'https://netbox.example' }, '403 (look at CIM_NETBOX_URL and at what goes with it)'],
	])('comes with the variable that helps: %j', (environment, text) => {
		expect(failureText('403\n    at somewhere', netBox, environment)).toBe(text);
	});
});
