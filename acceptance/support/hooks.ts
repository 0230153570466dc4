import { After, AfterAll, Before, BeforeAll, setParallelCanAssign, Status } from '@cucumber/cucumber';

import { removeCallers } from './callers.ts';
import { forgetDocuments, unfinishedUploads } from './objects.ts';
import { failureReport } from './report.ts';
import { mayRunBeside } from './sideBySide.ts';
import { closeSystems, openSystems, type Systems } from './systems.ts';
import { forgetMachines, forgetStandingTenant, forgetTenants } from './tenants.ts';
import { forgetPool, forgetVolumes } from './volumes.ts';
import { LONG, type CimWorld } from './world.ts';

let systems: Systems | undefined;

setParallelCanAssign((scenario, running) => mayRunBeside(scenario, running));

BeforeAll(async () => {
	systems = await openSystems();
});

AfterAll(async () => {
	if (!systems) return;
	const tenant = await forgetStandingTenant(systems);
	if (tenant) await forgetPool(systems, tenant);
	await removeCallers(systems.connections.n8n);
	await closeSystems(systems);
});

Before(async function (this: CimWorld) {
	if (!systems) throw new Error('The systems were not opened.');
	this.systems = systems;
	this.unfinished = await unfinishedUploads(systems);
});

// Hooks after a scenario run from the last to the first: report, mend, tidy up.

After(LONG, async function (this: CimWorld) {
	await forgetDocuments(this);
	await forgetVolumes(this);
	await forgetMachines(this);
	await forgetTenants(this);
});

After({ timeout: 120_000 }, async function (this: CimWorld) {
	await this.memory?.stop();
	await this.systems.containers.resume();
	for (const mend of this.mends) await mend();
});

After(async function (this: CimWorld, { result }) {
	if (result?.status !== Status.FAILED) return;
	this.attach(await failureReport(this), 'text/plain');
});
