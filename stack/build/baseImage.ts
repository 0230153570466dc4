import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { execa } from 'execa';

import { debianArchive, debianMirror, hostAptSources, installPackages, type Log } from '../engine/apt.ts';
import type { Engine } from '../engine/find.ts';
import { repository } from '../project.ts';
import { contentHash, filesBelow } from './contentHash.ts';
import { buildImage, type BuildWatch, imageExists } from './image.ts';

/** Root file system that every image stands on; made once, whatever its source. */
const rootFileSystem = 'cim/debian:forky';
const release = 'forky';
const publishedImage = 'debian:forky-slim';

/** How long a registry has to name the image's layers before Debian's packages are taken instead. */
const registryPatience = 15_000;

/**
 * The base image of all others: Debian forky with the host's CA bundle. Built when its tag is missing.
 * @returns its reference, `cim/base:<hash>`
 */
export async function provideBaseImage(engine: Engine, watch: BuildWatch): Promise<string> {
	const folder = join(repository, 'stack', 'images', 'base');
	const bundle = await hostCaBundle();
	const mirror = debianMirror(await hostAptSources());
	const reference = `cim/base:${contentHash({
		...(await filesBelow(folder, ['**'])),
		'ca-bundle.crt': bundle,
		mirror,
	})}`;
	if (await imageExists(engine, reference)) return reference;
	await provideRootFileSystem(engine, mirror, watch.log);
	await buildImage(engine, {
		reference,
		folder,
		extraFiles: { 'ca-bundle.crt': bundle },
		arguments: { BASE_IMAGE: rootFileSystem, ...(mirror === debianArchive ? {} : { APT_MIRROR: mirror }) },
		watch,
	});
	return reference;
}

async function provideRootFileSystem(engine: Engine, mirror: string, log: Log): Promise<void> {
	if (await imageExists(engine, rootFileSystem)) return;
	log(`Asking an image registry for ${publishedImage}`);
	if (await pull(engine, log)) {
		await execa('docker', ['tag', publishedImage, rootFileSystem], { env: engine.environment });
		return;
	}
	log(`No image registry answers: making ${rootFileSystem} from Debian's packages with debootstrap`);
	await installPackages(['debootstrap', 'ca-certificates'], 'making the base image without a registry', log);
	await debootstrap(engine, mirror, log);
}

/** Pulls unless the registry is silent; true when the image is there. */
async function pull(engine: Engine, log: Log): Promise<boolean> {
	const patience = new AbortController();
	const child = execa('docker', ['pull', publishedImage], {
		env: engine.environment,
		all: true,
		reject: false,
		timeout: 600_000,
		cancelSignal: patience.signal,
	});
	const timer = setTimeout(() => patience.abort(), registryPatience);
	try {
		for await (const line of child.iterable({ from: 'all' })) {
			if (/Pulling from|Pull complete/.test(line)) {
				clearTimeout(timer);
				log(line.slice(0, 100));
			}
		}
	} catch {
		// The command's own result says whether it worked.
	} finally {
		clearTimeout(timer);
	}
	const { failed } = await child;
	return !failed;
}

async function debootstrap(engine: Engine, mirror: string, log: Log): Promise<void> {
	// Not /tmp: it is often mounted nodev, which debootstrap refuses.
	const root = await mkdtemp('/var/tmp/cim-debootstrap-');
	try {
		const options = ['--variant=minbase', '--include=ca-certificates'];
		// An older debootstrap has no script named after the newest release; sid's is the one that fits.
		const script = existsSync(`/usr/share/debootstrap/scripts/${release}`) ? [] : ['sid'];
		const child = execa('debootstrap', [...options, release, root, mirror, ...script], { all: true, reject: false });
		let lastTold = 0;
		for await (const line of child.iterable({ from: 'all' })) {
			if (Date.now() - lastTold < 2_000) continue;
			lastTold = Date.now();
			log(line.replace(/^I: /, '').slice(0, 100));
		}
		const { failed, all = '' } = await child;
		if (failed) throw new Error(`debootstrap failed:\n${all.split('\n').slice(-10).join('\n')}`);
		// What apt downloaded would be a third of every image.
		for (const cache of ['var/lib/apt/lists', 'var/cache/apt']) {
			await rm(join(root, cache), { recursive: true, force: true });
			await mkdir(join(root, cache));
		}
		log('Importing the base image');
		await execa('tar', ['-C', root, '-c', '.'], { buffer: false }).pipe(
			'docker',
			['import', '-', rootFileSystem],
			{ env: engine.environment },
		);
	} finally {
		await removeTree(root);
	}
}

/** debootstrap's chroot can keep /proc mounted for a moment after it ended. */
async function removeTree(root: string): Promise<void> {
	for (let attempt = 0; attempt < 5; attempt += 1) {
		try {
			await rm(root, { recursive: true, force: true });
			return;
		} catch {
			await execa('umount', [join(root, 'proc')], { reject: false });
			await pause(500);
		}
	}
}

/**
 * Authorities that this host trusts, as one PEM file: its bundle, and what Node or OpenSSL are told to read beside it.
 * Empty where there is none: images then keep Debian's own.
 */
async function hostCaBundle(): Promise<string> {
	const paths = [
		'/etc/ssl/certs/ca-certificates.crt',
		'/etc/pki/tls/certs/ca-bundle.crt',
		process.env.SSL_CERT_FILE,
		process.env.NODE_EXTRA_CA_CERTS,
	].filter((path) => path !== undefined && existsSync(path));
	const bundles = await Promise.all([...new Set(paths as string[])].map((path) => readFile(path, 'utf8')));
	return [...new Set(bundles.map((bundle) => bundle.trim()))].filter(Boolean).map((bundle) => `${bundle}\n`).join('');
}
