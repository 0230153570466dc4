import type { Session } from './session.ts';

/** A credential as n8n lists it, without its data. */
export interface ListedCredential {
	id: string;
	name: string;
	type: string;
	/** ISO 8601. */
	updatedAt: string;
}

/**
 * The credential that n8n's editor gives a node by itself: to a new one, and to an imported one that refers to an id
 * which this n8n does not have. It is the one of its type that was updated last; of several with the same moment the
 * one whose name sorts last (n8n-editor-ui 2.40.7, useCanvasOperations and NodeCredentials).
 * @returns undefined when there is none of the type
 */
export function pickedByEditor(type: string, stored: readonly ListedCredential[]): ListedCredential | undefined {
	return stored
		.filter((credential) => credential.type === type)
		.sort((one, other) => one.name.localeCompare(other.name))
		.reduce<ListedCredential | undefined>((latest, next) => (latest && latest.updatedAt > next.updatedAt ? latest : next), undefined);
}

/**
 * Of the stack's credentials that the editor picks now, those that are in the way of another one of the stack's: where
 * there are several of one type, the first of them is for everybody and the others are to be chosen by name. What a
 * user made is left in front.
 * @param ours the stack's credentials in their order
 * @returns ids of those that must become the last updated of their type
 */
export function toPutForward(ours: readonly { id: string; type: string }[], stored: readonly ListedCredential[]): string[] {
	const first = new Map(ours.toReversed().map(({ id, type }) => [type, id]));
	return [...first].flatMap(([type, id]) => {
		const picked = pickedByEditor(type, stored);
		return picked && picked.id !== id && ours.some((own) => own.id === picked.id) ? [id] : [];
	});
}

/** Makes a credential the last updated of its type, as its Save button does: nothing in it changes. */
export async function putForward(session: Session, id: string): Promise<void> {
	const path = `/credentials/${encodeURIComponent(id)}`;
	// Secrets come as a placeholder, for which n8n puts in again what it has.
	const { name, type, data } = await session.get<ListedCredential & { data: unknown }>(`${path}?includeData=true`);
	await session.patch(path, { name, type, data });
}
