import { jsonLines } from '../../../stack/eventstore/log.ts';

it('writes one line an event, whatever the text', () => {
	const lines: string[] = [];
	jsonLines((line) => lines.push(line))('call-failed', { error: 'a\n{"event":"forged"}\u2028\u001b[2J' });
	expect(lines).toHaveLength(1);
	expect(lines[0]?.trimEnd()).not.toMatch(/[\n\u001b]/);
	expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'call-failed', error: 'a\n{"event":"forged"}\u2028\u001b[2J' });
});
