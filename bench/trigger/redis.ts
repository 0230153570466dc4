import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { execa } from 'execa';

/** Milliseconds until Redis must take calls. */
const PATIENCE = 60_000;

/** A Redis of its own in a container with the host's network. */
export class OwnRedis {
	readonly port: number;
	private readonly engine: string;
	private readonly image: string;
	private readonly name = `cim-trigger-redis-${process.pid}`;

	constructor(engine: string, image: string, port: number) {
		this.engine = engine;
		this.image = image;
		this.port = port;
	}

	async start(): Promise<void> {
		const flags = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', ''];
		await execa(this.engine, ['run', '-d', '--name', this.name, '--network', 'host', '--entrypoint', 'redis-server', this.image, ...flags]);
		for (const deadline = Date.now() + PATIENCE; ; await sleep(200)) {
			const error = await this.publish('started', 1).then(() => undefined, (thrown: unknown) => thrown);
			if (error === undefined) return;
			if (Date.now() > deadline) throw new Error('Redis takes no calls', { cause: error });
		}
	}

	/**
	 * Publishes messages one behind the other, without waiting for the answers between them.
	 *
	 * @returns how many listeners the last one reached
	 */
	async publish(channel: string, count: number): Promise<number> {
		const socket = connect(this.port, '127.0.0.1');
		await once(socket, 'connect');
		socket.setEncoding('utf8');
		// Commands by line: the answer to each is a line as well, `:1` for one listener.
		for (let number = 0; number < count; number++) socket.write(`PUBLISH ${channel} ${number}\r\n`);
		let answers = '';
		for await (const chunk of socket) {
			answers += String(chunk);
			if (answers.split('\r\n').length > count) break;
		}
		const last = answers.split('\r\n')[count - 1] ?? '';
		if (!last.startsWith(':')) throw new Error(`Redis answered PUBLISH with ${last}`);
		return Number(last.slice(1));
	}

	async remove(): Promise<void> {
		await execa(this.engine, ['rm', '--force', '--volumes', this.name]);
	}
}
