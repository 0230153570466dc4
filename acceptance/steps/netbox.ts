import { Given } from '@cucumber/cucumber';

import { makeTenant, takeStandingTenant } from '../support/tenants.ts';
import type { CimWorld } from '../support/world.ts';

Given('a tenant that NetBox knows', async function (this: CimWorld) {
	await makeTenant(this);
});

Given('a tenant that has volumes from time to time', async function (this: CimWorld) {
	await takeStandingTenant(this);
});

Given('another tenant that NetBox knows', async function (this: CimWorld) {
	await makeTenant(this);
});

Given('a tenant that NetBox does not know', function (this: CimWorld) {
	this.tenant = `nobody-${this.mark}`;
});
