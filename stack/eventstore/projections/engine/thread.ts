import { parentPort, workerData } from 'node:worker_threads';
import variant from '@jitl/quickjs-singlefile-mjs-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import { isBroken, Sandbox } from '../language/sandbox.ts';
import type { Watch } from '../language/sandbox.ts';
import { Execution } from './execution.ts';
import { watched } from './protocol.ts';
import type { Reply, Request } from './protocol.ts';

/** The thread on which the code of projections runs. It is started by the engine, and ended by it when code does not return. */
if (parentPort === null) throw new Error('The thread of projections is started by the event store.');
const port = parentPort;
const { shared } = workerData as { shared: Int32Array };
const quickjs = await newQuickJSWASMModuleFromVariant(variant);
const open = new Map<number, { sandbox: Sandbox; execution: Execution }>();

function watch(key: number): Watch {
	return {
		begin: () => {
			Atomics.add(shared, watched.calls, 1);
			Atomics.store(shared, watched.key, key);
		},
		end: () => Atomics.store(shared, watched.key, 0),
	};
}

function answer(request: Request): Reply {
	if (request.kind === 'open') {
		const sandbox = new Sandbox(quickjs, request.query, watch(request.key));
		open.set(request.key, { sandbox, execution: new Execution(sandbox, (index) => Atomics.store(shared, watched.event, index)) });
		return { definition: sandbox.definition };
	}
	const found = open.get(request.key);
	if (request.kind === 'close') {
		found?.sandbox.dispose();
		open.delete(request.key);
		return { done: true };
	}
	if (found === undefined) throw new Error('The projection is not open.');
	if (request.kind === 'run') return { outcome: found.execution.run(request.events) };
	found.execution.load(request.states);
	return { done: true };
}

/** An interpreter that broke, not its code, has lost what it holds of every projection: the thread ends, and names the one at work. */
function endWithInterpreter(error: unknown, key: number): void {
	if (!isBroken(error)) return;
	Atomics.store(shared, watched.key, key);
	throw error;
}

port.on('message', ({ id, request }: { id: number; request: Request }) => {
	let reply: Reply;
	try {
		reply = answer(request);
	} catch (error) {
		endWithInterpreter(error, request.key);
		reply = { fault: error instanceof Error ? error.message : String(error) };
	}
	port.postMessage({ id, reply });
});
