import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differencesTable } from '../../contract/eventstore-server/replay/differences-page.ts';

test('the page of the embedded event store names every scenario that it answers otherwise, and why', async () => {
	const page = readFileSync(join(import.meta.dirname, '../../../stack/eventstore/README.md'), 'utf8');
	expect(page).toContain(await differencesTable());
});
