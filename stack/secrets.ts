import { randomInt } from 'node:crypto';

import { readIfThere, writePrivateFile } from './atomicFile.ts';
import { type CephCertificateName, cephCertificateNames, makeCephCertificates } from './cephCertificates.ts';
import { projectPaths } from './project.ts';

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const alphanumeric = `${capitals}${capitals.toLowerCase()}${digits}`;

function draw(length: number, alphabet: string): string {
	return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Letters and digits only: such a value needs no quoting in any env file, URL or shell. n8n asks for a capital and a digit. */
function password(): string {
	return `${draw(1, capitals)}${draw(30, alphanumeric)}${draw(1, digits)}`;
}

/** Each secret of a project with the way it is made. A new entry is added to existing projects at their next start. */
const generators = {
	CIM_CEPH_DASHBOARD_PASSWORD: password,
	CIM_RGW_ACCESS_KEY: () => draw(20, `${capitals}${digits}`),
	CIM_RGW_SECRET_KEY: () => draw(40, alphanumeric),
	CIM_RGW_ADMIN_ACCESS_KEY: () => draw(20, `${capitals}${digits}`),
	CIM_RGW_ADMIN_SECRET_KEY: () => draw(40, alphanumeric),
	CIM_POSTGRES_PASSWORD: password,
	CIM_REDIS_PASSWORD: password,
	CIM_NETBOX_SECRET_KEY: () => draw(60, alphanumeric),
	CIM_NETBOX_TOKEN_PEPPER: () => draw(60, alphanumeric),
	CIM_NETBOX_PASSWORD: password,
	// NetBox v2 tokens: nbt_<key of 12>.<secret of 40>
	CIM_NETBOX_TOKEN: () => `nbt_${draw(12, alphanumeric)}.${draw(40, alphanumeric)}`,
	// Only the vendor's own server has use for it.
	CIM_AUTHENTIK_SECRET_KEY: () => draw(60, alphanumeric),
	CIM_AUTHENTIK_PASSWORD: password,
	CIM_AUTHENTIK_TOKEN: () => draw(60, alphanumeric),
	CIM_AUTHENTIK_CLIENT_SECRET: () => draw(64, alphanumeric),
	CIM_AUTHENTIK_PUBLISHER_PASSWORD: () => draw(60, alphanumeric),
	CIM_AUTHENTIK_OPERATOR_PASSWORD: () => draw(60, alphanumeric),
	CIM_AUTHENTIK_OUTSIDER_PASSWORD: () => draw(60, alphanumeric),
	CIM_N8N_ENCRYPTION_KEY: () => draw(32, alphanumeric),
	CIM_N8N_OWNER_EMAIL: () => 'owner@cim.example',
	CIM_N8N_OWNER_PASSWORD: password,
};

export type SecretName = keyof typeof generators | CephCertificateName;

/** Every secret of a project by its variable's name, and the API key that n8n gave out, once it has. */
export type Secrets = Record<SecretName, string> & { CIM_N8N_API_KEY?: string };

export const secretNames = [...Object.keys(generators), ...cephCertificateNames] as SecretName[];

/**
 * The project's secrets; what is missing is made and kept in `.stack/<project>/secrets.json` (mode 600).
 * @throws Error when the file is there but is not JSON
 */
export async function projectSecrets(project: string): Promise<Secrets> {
	const { secrets: path } = await projectPaths(project);
	const kept = await readSecrets(path);
	const missing = secretNames.filter((name) => !kept[name]);
	if (missing.length === 0) return kept as Secrets;
	const drawn = Object.entries(generators).filter(([name]) => missing.includes(name as SecretName));
	const made = Object.fromEntries(drawn.map(([name, generate]) => [name, generate()]));
	const certificates = cephCertificateNames.some((name) => missing.includes(name)) ? await makeCephCertificates() : {};
	const secrets = { ...kept, ...made, ...certificates } as Secrets;
	await writePrivateFile(path, `${JSON.stringify(secrets, null, '\t')}\n`);
	return secrets;
}

/** Keeps the API key with the other secrets. */
export async function keepApiKey(project: string, apiKey: string): Promise<void> {
	const { secrets: path } = await projectPaths(project);
	const secrets = await projectSecrets(project);
	await writePrivateFile(path, `${JSON.stringify({ ...secrets, CIM_N8N_API_KEY: apiKey }, null, '\t')}\n`);
}

async function readSecrets(path: string): Promise<Partial<Secrets>> {
	const text = await readIfThere(path);
	if (text === undefined) return {};
	try {
		return JSON.parse(text) as Partial<Secrets>;
	} catch {
		throw new Error(`${path} is not JSON. Mend it, or remove it together with the data: npm run stack -- reset`);
	}
}
