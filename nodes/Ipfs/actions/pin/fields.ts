import { field } from '../../../shared/field.ts';

/** A pin of this node, picked or named. */
export const pinned = field({
	displayName: 'Pin',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchPins', searchable: true } },
		{ displayName: 'By CID', name: 'cid', type: 'string', placeholder: 'bafybei…' },
	],
});
