import { jest } from '@jest/globals';
import { replay, rewrittenAreas } from './replay/embedded.ts';

jest.setTimeout(180_000);

it.concurrent.each(rewrittenAreas)('answers the scenarios of %s as KurrentDB 25.0.0 does without TLS, but for what is known', async (area) => {
	const { complaints } = await replay(area, 'insecure');
	expect(complaints.join('\n\n')).toBe('');
});
