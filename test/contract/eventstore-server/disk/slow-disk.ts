// Loaded into a server before its own code: a disk whose syncs are slow, so that none is waited for, and are held back, slower still, or
// fail, as files in its folder say.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const folder = process.env.SLOW_DISK_FOLDER!;
const said = (what: string) => existsSync(join(folder, what));
/** Milliseconds between two looks at the files, and what a sync takes at least. */
const pause = 5;

const { fdatasync } = fs;
fs.fdatasync = function slow(descriptor, callback) {
	const asked = join(folder, 'sync-asked');
	writeFileSync(asked, '');
	const look = () => {
		if (said('fail')) callback(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }));
		else if (said('hold')) setTimeout(look, pause);
		else fdatasync(descriptor, callback);
		if (!said('hold')) rmSync(asked, { force: true });
	};
	setTimeout(look, said('slow') ? 2 * pause : pause);
} as typeof fs.fdatasync;
const { fdatasyncSync } = fs;
fs.fdatasyncSync = (descriptor) => {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
	fdatasyncSync(descriptor);
};
syncBuiltinESMExports();
