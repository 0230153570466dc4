import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 256;
const HEIGHT = 192;

/**
 * Draws an evening sky with grain and writes it as PNG (RFC 2083): true colour, no interlacing.
 *
 * @param comment goes into the file as text, and into the grain; ASCII
 */
export function photo(comment: string): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(WIDTH, 0);
	header.writeUInt32BE(HEIGHT, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1')),
		chunk('IDAT', deflateSync(pixels(crc32(comment)))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Rows of RGB, each after its filter type 0. */
function pixels(seed: number): Buffer {
	const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
	let noise = seed;
	let at = 0;
	for (let y = 0; y < HEIGHT; y++) {
		at++;
		for (let x = 0; x < WIDTH; x++) {
			// Numerical Recipes' linear congruential generator: grain as a sensor makes it, the same for the same seed.
			noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
			const grain = (noise >>> 28) - 8;
			const sun = Math.max(0, 1 - Math.hypot(x - 170, y - 130) / 60);
			for (const [night, dusk] of [[30, 240], [40, 130], [90, 60]] as const) {
				const light = night + ((dusk - night) * y) / HEIGHT + sun * 120 + grain;
				rows[at++] = Math.max(0, Math.min(255, light));
			}
		}
	}
	return rows;
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(body.length + 8);
	frame.writeUInt32BE(data.length, 0);
	body.copy(frame, 4);
	frame.writeUInt32BE(crc32(body), body.length + 4);
	return frame;
}
