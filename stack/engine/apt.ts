import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import { execa } from 'execa';

import { ActionNeeded } from './actionNeeded.ts';

export type Log = (line: string) => void;

/**
 * Installs Debian packages without their recommendations; those already there are left alone.
 * @throws ActionNeeded when we may not or cannot install, with the command that does
 */
export async function installPackages(names: readonly string[], purpose: string, log: Log): Promise<void> {
	const missing = await missingPackages(names);
	if (missing.length === 0) return;
	const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing];
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		throw new ActionNeeded(
			`${purpose} needs ${missing.join(', ')}, which only root can install.`,
			`sudo apt-get update && sudo ${install.join(' ')}`,
		);
	}
	await refreshPackageLists(log);
	log(`Installing ${missing.join(', ')} with apt-get: ${purpose}`);
	await aptGet(install.slice(1), log);
}

let refreshed: Promise<void> | undefined;

/** `apt-get update`, once in a run: a fresh machine has no lists, an old one has lists of what is no longer there. */
export function refreshPackageLists(log: Log): Promise<void> {
	refreshed ??= aptGet(['update'], log);
	return refreshed;
}

/** Names that dpkg does not hold as installed. */
async function missingPackages(names: readonly string[]): Promise<string[]> {
	const query = ['--show', '--showformat', '${Package} ${db:Status-Status}\n', ...names];
	const { stdout } = await execa('dpkg-query', query, { reject: false });
	const installed = new Set((stdout ?? '').split('\n').filter((line) => line.endsWith(' installed')));
	return names.filter((name) => !installed.has(`${name} installed`));
}

/** Whether the package lists know a package that can be installed. */
export async function isInstallable(name: string): Promise<boolean> {
	const { stdout } = await execa('apt-cache', ['policy', name], { reject: false });
	return /Candidate: (?!\(none\))/.test(stdout ?? '');
}

/** Runs apt-get and tells each package as it is set up. A lock held by another apt-get is waited for. */
async function aptGet(args: readonly string[], log: Log): Promise<void> {
	const options = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'];
	for (let attempt = 1; ; attempt += 1) {
		const child = execa('apt-get', [...options, ...args], {
			env: { DEBIAN_FRONTEND: 'noninteractive' },
			stdin: 'ignore',
			all: true,
			reject: false,
		});
		for await (const line of child.iterable({ from: 'all' })) {
			if (/^(Get:|Setting up|Fetched)/.test(line)) log(line.slice(0, 110));
		}
		const { failed, all = '' } = await child;
		if (!failed) return;
		if (attempt === 3 || !/Could not get lock|Temporary failure|Failed to fetch/.test(all)) {
			throw new Error(`apt-get ${args[0]} failed:\n${all.split('\n').slice(-12).join('\n')}`);
		}
		await pause(5_000);
	}
}

/** A Debian mirror as the host's apt sources name it. */
export interface AptSource {
	uri: string;
	suites: string[];
}

/**
 * Sources of one apt file: deb822 (`*.sources`) or one line each (`*.list`), as sources.list(5) has them. Only binary
 * packages that are enabled count.
 */
export function parseAptSources(path: string, content: string): AptSource[] {
	return path.endsWith('.sources') ? parseDeb822(content) : parseOneLine(content);
}

function parseDeb822(content: string): AptSource[] {
	return content
		.split(/\n\s*\n/)
		.map(deb822Fields)
		.filter((fields) => words(fields.types).includes('deb') && fields.enabled?.toLowerCase() !== 'no')
		.flatMap((fields) => words(fields.uris).map((uri) => ({ uri, suites: words(fields.suites) })));
}

/** Fields of a stanza by their name in small letters; lines that begin with a space go on with the field before. */
function deb822Fields(stanza: string): Record<string, string> {
	const unfolded = stanza.replace(/^#.*\n?/gm, '').replace(/\n[ \t]+/g, ' ');
	const pairs = [...unfolded.matchAll(/^([\w-]+):[ \t]*(.*)$/gm)];
	return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()]));
}

function parseOneLine(content: string): AptSource[] {
	const lines = content.matchAll(/^[ \t]*deb[ \t]+(?:\[[^\]]*\][ \t]+)?(\S+)[ \t]+(\S+)/gm);
	return [...lines].map(([, uri = '', suite = '']) => ({ uri, suites: [suite] }));
}

function words(text: string | undefined): string[] {
	return (text ?? '').split(/\s+/).filter(Boolean);
}

/** Where Debian's own images and tools take packages from. */
export const debianArchive = 'http://deb.debian.org/debian';

/**
 * The mirror to take Debian from: the host's own when the host is Debian (its archive, not the security one nor a
 * third party's), else Debian's usual address.
 */
export function debianMirror(sources: readonly AptSource[]): string {
	const archive = sources.find(
		({ uri, suites }) =>
			/^https?:/.test(uri) &&
			/\/debian\/?$/.test(uri) &&
			suites.some((suite) => /^(bookworm|trixie|forky|sid|stable|testing|unstable|oldstable)$/.test(suite)),
	);
	return archive?.uri ?? debianArchive;
}

/** The sources of this host. */
export async function hostAptSources(): Promise<AptSource[]> {
	const sources: AptSource[] = [];
	for (const pattern of ['/etc/apt/sources.list', '/etc/apt/sources.list.d/*.{list,sources}']) {
		for await (const path of glob(pattern)) {
			sources.push(...parseAptSources(path, await readFile(path, 'utf8')));
		}
	}
	return sources;
}
