import { projectSecrets } from './secrets.ts';

/** JSON Web Tokens, and what headers carry to open a system. */
const TOKEN = /eyJ[\w-]*\.[\w-]*\.[\w-]*/g;
const AUTHORIZATION = /((?:authorization|cookie)"?: *"?)[^"\n]*/gi;

/** Short values, and addresses such as the owner's, stand in texts by chance or open nothing. */
const isTelling = (value: string) => value.length >= 16 && !value.includes('@');

/**
 * Makes a function that takes a project's secrets, and tokens of any kind, out of texts that may be passed on: logs and
 * reports of failed tests.
 */
export async function secretMask(project: string): Promise<(text: string) => string> {
	const secrets = Object.values(await projectSecrets(project)).filter((value) => value !== undefined && isTelling(value));
	return (text) => {
		const without = secrets.reduce((masked, secret) => masked.replaceAll(secret, '<secret>'), text);
		return without.replace(TOKEN, '<token>').replace(AUTHORIZATION, '$1<secret>');
	};
}
