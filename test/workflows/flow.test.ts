import type { Process } from '../../workflows/check/process.ts';
import { edges, findings, node } from './small-library.ts';

const connect = (process: Process, from: string, output: number, to: string, index = 0) => {
	const outputs = process.connections[from]!.main!;
	while (outputs.length <= output) outputs.push([]);
	outputs[output]!.push({ node: to, type: 'main', index });
};

describe('connections', () => {
	it('end at inputs and begin at outputs that exist', () => {
		const found = findings((process) => {
			connect(process, 'Shelve it', 2, 'Answer');
			connect(process, 'Shelve it', 0, 'Answer that it failed', 1);
		});
		expect(found).toEqual([
			'"Answer that it failed": has no input 2, to which "Shelve it" leads (allowed: 1 inputs)',
			'"Shelve it": has no output 3, which leads to "Answer" (allowed: Main, Error)',
		]);
	});

	it('have the output for errors only while the node has it', () => {
		expect(findings((_, { 'Shelve it': shelve }) => (shelve!.onError = 'continueRegularOutput'))).toEqual([
			'"Shelve it": has no output 2, which leads to "Answer that it failed" (allowed: Main)',
		]);
	});

	it('carry items', () => {
		const tool = [[{ node: 'Answer', type: 'ai_tool' as const, index: 0 }]];
		const found = findings((process) => (process.connections['Shelve it']!.ai_tool = tool));
		expect(found).toEqual(['"Shelve it": has a connection of type "ai_tool" (allowed: main)']);
	});

	it('let a model and its tool serve an agent', () => {
		const ai = '@n8n/n8n-nodes-langchain';
		const serving = (from: string, type: 'ai_tool' | 'ai_languageModel') => ({ [from]: { [type]: [[{ node: 'Ask', type, index: 0 }]] } });
		const reading = (read: string) =>
			findings((process) => {
				process.nodes.push(
					node('Ask', `${ai}.agent`, 3, 500),
					node('Think', `${ai}.lmChatOpenAi`, 1.2, 500),
					node('Look it up', 'httpRequestTool', 4.2, 500, { url: `={{ $('${read}').first().json.url }}` }),
				);
				process.connections['Shelve it']!.main![0] = [{ node: 'Ask', type: 'main', index: 0 }];
				Object.assign(process.connections, edges(['Ask', 0, 'Answer']), serving('Think', 'ai_languageModel'), serving('Look it up', 'ai_tool'));
			});
		expect(reading('Receive book')).toEqual([]);
		expect(reading('Answer')).toEqual(['"Look it up": parameter "url" reads "Answer", which never runs before it']);
	});

	it('have as many outputs as a Switch has rules', () => {
		const found = findings((process) => {
			process.nodes.push(node('Which shelf?', 'switch', 3.2, 500, { rules: { values: [{}, {}] }, options: { fallbackOutput: 'extra' } }));
			process.connections['Shelve it']!.main![0] = [{ node: 'Which shelf?', type: 'main', index: 0 }];
			Object.assign(process.connections, edges(...[0, 1, 2, 3].map((output): [string, number, string] => ['Which shelf?', output, 'Answer'])));
		});
		expect(found).toEqual(['"Which shelf?": has no output 4, which leads to "Answer" (allowed: 0, 1, Fallback)']);
	});

	it('do not lead to a trigger', () => {
		expect(findings((process) => connect(process, 'Shelve it', 1, 'Receive book'))).toEqual([
			'"Receive book": has no input 1, to which "Shelve it" leads (allowed: 0 inputs)',
		]);
	});
});

describe('reachability', () => {
	it('wants a trigger', () => {
		const found = findings((process) => process.nodes.splice(2, 1));
		expect(found).toContain('nothing starts the process (allowed: a trigger, such as a Webhook)');
	});

	it('finds nodes that no trigger leads to', () => {
		const found = findings((process) => {
			process.nodes.push(node('Forgotten', 'set', 3.4, 900), node('Behind it', 'set', 3.4, 1000));
			Object.assign(process.connections, edges(['Forgotten', 0, 'Behind it']));
		});
		expect(found).toEqual(['"Forgotten": no trigger leads to it', '"Behind it": no trigger leads to it']);
	});
});

describe('a run that a system failed', () => {
	const failing = (code: number | string, change: (process: Process) => void = () => undefined) =>
		findings((process, { 'Answer that it failed': answer }) => {
			answer!.parameters.options = { responseCode: code };
			change(process);
		});

	it('counts as failed', () => {
		expect(failing(502)).toEqual([
			'"Answer that it failed": answers with 502, but the run counts as done (allowed: a Stop and Error node behind it, with what the system said)',
		]);
		const stopped = failing(502, (process) => {
			process.nodes.push(node('Report it', 'stopAndError', 1, 800, { errorMessage: '={{ $json.error }}' }));
			Object.assign(process.connections, edges(['Answer that it failed', 0, 'Report it']));
		});
		expect(stopped).toEqual([]);
	});

	it.each([422, '={{ $json.status }}'])('is none with %s', (code) => {
		expect(failing(code)).toEqual([]);
	});
});

describe('outputs that lead nowhere', () => {
	it('are found for errors', () => {
		expect(findings((process) => (process.connections['Shelve it']!.main![1] = null))).toContain(
			'"Shelve it": its output Error leads nowhere (allowed: a step that undoes, records or answers)',
		);
	});

	it('let nothing go on as if a failed step had succeeded', () => {
		const [found, ...more] = findings((_, { 'Shelve it': shelve }) => (shelve!.alwaysOutputData = true));
		expect(found).toMatch(/^"Shelve it": Always Output Data sends an empty item on as if nothing had failed, beside the error /);
		expect(more).toEqual([]);
	});

	it('are found for denied callers', () => {
		expect(findings((process) => (process.connections['Check the caller']!.main![0] = []))).toContain(
			'"Check the caller": its output Denied leads nowhere (allowed: a step that answers or records the refusal)',
		);
	});

	it('are found for invalid items, unless the node describes a type', () => {
		const holding = (operation: string) =>
			findings((process) => {
				process.nodes.push(node('Hold it', 'n8n-nodes-cim.informationType', 1, 700, { operation }));
				process.connections = { ...process.connections, ...edges(['Hold it', 0, 'Answer']) };
				process.connections['Shelve it']!.main![0] = [{ node: 'Hold it', type: 'main', index: 0 }];
			});
		const silent = '"Hold it": its output Invalid leads nowhere (allowed: a step that answers or records the refusal)';
		expect(holding('validate')).toContain(silent);
		expect(holding('describe')).not.toContain(silent);
	});

	it('get nobody past a gate by an empty item', () => {
		expect(findings((_, { 'Check the caller': check }) => (check!.alwaysOutputData = true))).toEqual([
			'"Check the caller": Always Output Data gives an empty item when a caller is denied (allowed: off)',
		]);
	});
});

describe('answers', () => {
	const silent = (name: string, output: string) =>
		`"${name}": its output ${output} ends without an answer to "Receive book" (allowed: a Respond to Webhook node on the way)`;

	it('are missing where a way ends before', () => {
		const found = findings((process) => {
			process.nodes.push(node('Is it rare?', 'if', 2.2, 500));
			process.connections['Shelve it']!.main![0] = [{ node: 'Is it rare?', type: 'main', index: 0 }];
			Object.assign(process.connections, edges(['Is it rare?', 0, 'Answer']));
		});
		expect(found).toEqual([silent('Is it rare?', 'false')]);
	});

	it('are missing at a step that several ways end at, once', () => {
		const found = findings((process) => {
			process.nodes.push(node('Note it', 'set', 3.4, 900));
			process.connections['Shelve it']!.main = [0, 1].map(() => [{ node: 'Note it', type: 'main', index: 0 }]);
			process.nodes = process.nodes.filter(({ name }) => !name.startsWith('Answer'));
		});
		expect(found).toEqual([silent('Note it', 'Main')]);
	});

	it('may come beside a step that goes on by itself', () => {
		const found = findings((process) => {
			process.nodes.push(node('Note it', 'set', 3.4, 900));
			connect(process, 'Shelve it', 0, 'Note it');
		});
		expect(found).toEqual([]);
	});

	it('may come after a loop', () => {
		expect(findings((process) => connect(process, 'Shelve it', 1, 'Check the caller'))).toEqual([]);
	});

	it('need a webhook that waits for them', () => {
		const found = findings((_, { 'Receive book': receive }) => (receive!.parameters.responseMode = 'onReceived'));
		expect(found).toHaveLength(3);
		expect(found).toContain(`"Answer": "Receive book" does not wait for its answer (allowed: responseMode 'responseNode' on that Webhook)`);
	});
});

describe('direction', () => {
	it('is to the right', () => {
		expect(findings((_, { Answer: answer }) => (answer!.position = [399, 0]))).toEqual([
			'"Shelve it": goes left to "Answer", from x 400 to x 399 (allowed: to the right, unless it loops back to a node that was passed before)',
		]);
	});

	it('may be straight down', () => {
		expect(findings((_, { Answer: answer }) => (answer!.position = [400, 300]))).toEqual([]);
	});
});
