export const DOCUMENT_PUBLISHERS = 'document-publishers';
export const VOLUME_OPERATORS = 'volume-operators';

/** Groups, each after the ones that it belongs to. */
export const GROUPS: readonly { name: string; parent?: string; purpose: string }[] = [
	{ name: 'staff', purpose: 'Everyone employed' },
	{ name: DOCUMENT_PUBLISHERS, purpose: 'May publish and retrieve documents' },
	{ name: VOLUME_OPERATORS, purpose: 'May order and give back volumes' },
	{ name: 'infrastructure', parent: 'staff', purpose: 'Runs storage, network and racks' },
	{ name: 'auditors', parent: 'staff', purpose: 'Reads what happened and changes nothing' },
];

/** People who work with the machine. Domains are reserved ones (RFC 2606). */
export const PEOPLE: readonly { username: string; name: string; groups: readonly string[]; role: string }[] = [
	{ username: 'ines.halvorsen', name: 'Ines Halvorsen', groups: ['infrastructure'], role: 'Head of infrastructure' },
	{ username: 'tobias.krueger', name: 'Tobias Krüger', groups: ['infrastructure', VOLUME_OPERATORS], role: 'Storage engineer' },
	{ username: 'amara.okafor', name: 'Amara Okafor', groups: ['infrastructure'], role: 'Network engineer' },
	{ username: 'mireille.dubois', name: 'Mireille Dubois', groups: ['staff', DOCUMENT_PUBLISHERS], role: 'Archivist' },
	{ username: 'jan.vermeer', name: 'Jan Vermeer', groups: ['staff', DOCUMENT_PUBLISHERS], role: 'Technical writer' },
	{ username: 'sofia.lindqvist', name: 'Sofia Lindqvist', groups: ['auditors'], role: 'Internal auditor' },
	{ username: 'rashid.haddad', name: 'Rashid Haddad', groups: ['staff'], role: 'Purchasing' },
];
