import { renderTable } from '../../stack/command/table.ts';

describe('a table', () => {
	it('has columns as wide as their widest cell and no trailing spaces', () => {
		expect(renderTable(['System', 'Port'], [['n8n', '5678'], ['Ceph Dashboard', '–']])).toBe(
			['System          Port', '──────────────  ────', 'n8n             5678', 'Ceph Dashboard  –'].join('\n'),
		);
	});

	it('shows missing cells as empty', () => {
		expect(renderTable(['A', 'B'], [['x']])).toBe(['A  B', '─  ─', 'x'].join('\n'));
	});
});
