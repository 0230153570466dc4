import { jest } from '@jest/globals';
import { replayAll, rewrittenAreas } from './replay/embedded.ts';

jest.setTimeout(180_000);

let verdicts: ReturnType<typeof replayAll>;
beforeAll(async () => {
	verdicts = replayAll('tls');
	await Promise.allSettled(verdicts.values());
});

it.each(rewrittenAreas)('answers the scenarios of %s as KurrentDB 25.0.0 does over TLS, with users, but for what is known', async (area) => {
	const verdict = await verdicts.get(area);
	expect(verdict?.complaints.join('\n\n')).toBe('');
});
