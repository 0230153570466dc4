/** Event source of the groups on the whole log. */
export const allStream = '$all';

/** Streams of this prefix are written by the groups on $all themselves: those groups do not see them. */
export const ownStreamsOfAll = `$persistentsubscription-${allStream}::`;

/** The stream whose last event says which groups there are. */
export const configurationStream = '$persistentSubscriptionConfig';

/** Where the events lie that a group has given up, as links. */
export function parkedStream(source: string, group: string): string {
	return `$persistentsubscription-${source}::${group}-parked`;
}

/** Where a group notes up to which event all is done. */
export function checkpointStream(source: string, group: string): string {
	return `$persistentsubscription-${source}::${group}-checkpoint`;
}
