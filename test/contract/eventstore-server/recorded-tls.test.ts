import { jest } from '@jest/globals';
import { replayAll, rewrittenAreas } from './replay/embedded.ts';

// Two minutes on two cores of its own; many times that beside other work.
jest.setTimeout(600_000);

let verdicts: ReturnType<typeof replayAll>;
beforeAll(async () => {
	verdicts = replayAll('tls');
	await Promise.allSettled(verdicts.values());
});

it.each(rewrittenAreas)('answers the scenarios of %s as KurrentDB 25.0.0 does over TLS, with users, but for what is known', async (area) => {
	const verdict = await verdicts.get(area);
	expect(verdict?.complaints.join('\n\n')).toBe('');
});
