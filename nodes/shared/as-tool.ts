import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeConnectionTypes, NodeError } from 'n8n-workflow';

type Branches = INodeExecutionData[][];

/** How much of a file a model gets to read: it fills the model's context. */
const MOST_BYTES = 32_768;

/** Whether n8n runs the node as a tool of an agent: such a node has the one output `ai_tool`, whatever its own are. */
export function isTool(execution: Pick<IExecuteFunctions, 'getNodeOutputs'>): boolean {
	return execution.getNodeOutputs().some(({ type }) => type === NodeConnectionTypes.AiTool);
}

/**
 * Makes what a node gives readable for a model. n8n hands an agent the JSON of the first output alone, and of an error the message;
 * so here items leave together, whichever output is theirs, with their files as text, and errors say all in their message.
 */
export async function answerAsTool({ helpers }: Pick<IExecuteFunctions, 'helpers'>, run: () => Promise<Branches>): Promise<Branches> {
	let items: INodeExecutionData[];
	try {
		items = (await run()).flat();
	} catch (thrown) {
		if (thrown instanceof NodeError) thrown.message = wholeMessage(thrown);
		throw thrown;
	}
	// Without an item the model would get an empty text, and could not tell it from a failure.
	if (items.length === 0) return [[{ json: { results: [] } }]];
	return [await Promise.all(items.map((item) => withText(helpers, item)))];
}

function wholeMessage({ message, description }: NodeError): string {
	return !description || message.includes(description) ? message : `${message}. ${description}`;
}

/** Files of an agent's tool reach nobody, so they are left out. */
async function withText(helpers: IExecuteFunctions['helpers'], { json, binary, ...item }: INodeExecutionData): Promise<INodeExecutionData> {
	const files = Object.entries(binary ?? {});
	if (files.length === 0) return { ...item, json };
	const texts = await Promise.all(files.map(async ([property, file]) => [property, await describe(helpers, file)] as const));
	return { ...item, json: { ...json, files: Object.fromEntries(texts) } };
}

async function describe(helpers: IExecuteFunctions['helpers'], file: IBinaryData) {
	const { fileName, mimeType } = file;
	const { bytes, isWhole } = await beginning(helpers, file);
	const text = textOf(bytes, isWhole);
	if (text === undefined) return { fileName, mimeType, omitted: 'it is not text in UTF-8' };
	return { fileName, mimeType, text, ...(!isWhole && { omitted: `what comes after the first ${MOST_BYTES} bytes` }) };
}

async function beginning(helpers: IExecuteFunctions['helpers'], file: IBinaryData): Promise<{ bytes: Buffer; isWhole: boolean }> {
	const chunks: Buffer[] = [];
	let size = 0;
	const source = file.id === undefined ? [Buffer.from(file.data, 'base64')] : await helpers.getBinaryStream(file.id);
	for await (const chunk of source as AsyncIterable<Buffer> | Buffer[]) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > MOST_BYTES) break;
	}
	return { bytes: Buffer.concat(chunks).subarray(0, MOST_BYTES), isWhole: size <= MOST_BYTES };
}

/** A character that is cut in two at the end is left out. */
function textOf(bytes: Buffer, isWhole: boolean): string | undefined {
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
		return text.includes('\0') ? undefined : text;
	} catch {
		return undefined;
	}
}
