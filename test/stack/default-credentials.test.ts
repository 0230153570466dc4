import { connectionsIn } from '../../stack/connections.ts';
import { stackCredentials } from '../../stack/n8n/credentials.ts';
import { pickedByEditor, toPutForward } from '../../stack/n8n/defaultCredentials.ts';

const ours = stackCredentials(connectionsIn({}, 'stack'));
const type = 'cephObjectGatewayApi';
/** Stored as if each had been updated at a second of its own. */
const storedAt = (seconds: Record<string, number>) =>
	ours.map((credential) => ({ ...credential, updatedAt: new Date((seconds[credential.id] ?? 0) * 1_000).toISOString() }));
const ofUser = (second: number) => ({ id: 'theirs', name: 'My gateway', type, updatedAt: new Date(second * 1_000).toISOString() });

describe('the credential that the editor picks', () => {
	it('is the one of the type that was updated last', () => {
		const stored = storedAt({ 'cim-object-gateway': 2, 'cim-object-gateway-admin': 1, 'cim-netbox': 3 });
		expect(pickedByEditor(type, stored)?.id).toBe('cim-object-gateway');
		expect(pickedByEditor(type, [...stored, ofUser(3)])?.id).toBe('theirs');
		expect(pickedByEditor('slackApi', stored)).toBeUndefined();
	});

	it("is the administrator's when one import wrote both, as its name sorts last", () => {
		expect(pickedByEditor(type, storedAt({}))?.id).toBe('cim-object-gateway-admin');
	});
});

describe('the ordinary credential of the gateway', () => {
	it.each([
		['both have the same time', {}],
		["the administrator's was saved later", { 'cim-object-gateway': 1, 'cim-object-gateway-admin': 2 }],
	])('is put forward when %s', (_, seconds) => {
		expect(toPutForward(ours, storedAt(seconds))).toEqual(['cim-object-gateway']);
	});

	it('stays as it is when it is picked, or when a user made one since', () => {
		expect(toPutForward(ours, storedAt({ 'cim-object-gateway': 1 }))).toEqual([]);
		expect(toPutForward(ours, [...storedAt({}), ofUser(1)])).toEqual([]);
		expect(toPutForward(ours, [])).toEqual([]);
	});
});
