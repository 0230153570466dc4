import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { ActionNeeded } from './actionNeeded.ts';
import { installPackages, isInstallable, type Log, refreshPackageLists } from './apt.ts';
import { adoptDaemon, startDaemon } from './daemon.ts';
import { type Engine, findEngine, type NoEngine } from './find.ts';

/**
 * An engine that answers: one that runs already, or one that we install and start.
 * @throws ActionNeeded when only the user can provide one
 */
export async function provideEngine(log: Log): Promise<Engine> {
	let found = await findEngine();
	if (typeof found !== 'string') return found;
	if (process.env.DOCKER_HOST) {
		throw new ActionNeeded(`No engine answers at DOCKER_HOST=${process.env.DOCKER_HOST}.`, 'unset DOCKER_HOST');
	}
	if (found === 'not allowed') {
		throw new ActionNeeded('Docker runs, but this user may not use it.', 'sudo usermod -aG docker "$USER" && newgrp docker');
	}
	await checkWeMayStartOne(found);
	const systemd = existsSync('/run/systemd/system');
	if (!existsSync('/usr/sbin/dockerd') && !existsSync('/usr/bin/dockerd')) {
		log('There is no container engine on this machine: installing Docker');
		await refreshPackageLists(log);
		await installPackages(await enginePackages(), 'a container engine', log);
		found = await findEngine();
		if (typeof found !== 'string') {
			if (!systemd) await adoptDaemon();
			return found;
		}
	}
	if (systemd) throw new ActionNeeded('Docker is installed but does not run.', 'systemctl enable --now docker');
	log('Docker is installed but does not run, and there is no systemd: starting dockerd');
	return startDaemon(log);
}

async function checkWeMayStartOne(reason: NoEngine): Promise<void> {
	const debian = await isDebian();
	if (process.getuid?.() === 0 && debian) return;
	const what = reason === 'no client' ? 'There is no container engine on this machine' : 'No container engine runs';
	throw new ActionNeeded(
		`${what}, and only root on Debian or Ubuntu can have one installed by this command.`,
		debian
			? 'sudo apt-get update && sudo apt-get install --yes docker.io docker-compose && sudo usermod -aG docker "$USER" && newgrp docker'
			: 'start Docker (or Podman with its Docker socket, named by DOCKER_HOST) and run this command again',
	);
}

async function isDebian(): Promise<boolean> {
	if (!existsSync('/etc/os-release')) return false;
	return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(await readFile('/etc/os-release', 'utf8'));
}

/** What dockerd needs beside its hard dependencies depends on the kernel: AppArmor's parser, mounted cgroups. */
async function enginePackages(): Promise<string[]> {
	const packages = ['docker.io', 'docker-compose', 'debootstrap', 'ca-certificates'];
	if (await isInstallable('docker-cli')) packages.push('docker-cli');
	if (existsSync('/sys/module/apparmor')) packages.push('apparmor');
	if (!existsSync('/sys/fs/cgroup/cgroup.controllers') && !existsSync('/sys/fs/cgroup/memory')) {
		packages.push('cgroupfs-mount');
	}
	return packages;
}
