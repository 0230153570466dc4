import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { tryAgain } from '../../../shared/try-again.ts';
import { isFailure } from '../../is-failure.ts';
import { checkMetadata } from '../../metadata-rules.ts';
import { readMetadata, toMetadataItem, writeMetadata } from '../../stream-metadata.ts';
import type { EventStoreContext } from '../../transport.ts';
import { stream } from './fields.ts';

const number = { type: 'number', default: 0, typeOptions: { minValue: 1 } } as const;

/** How often metadata is read anew when others write at the same time. */
const TRIES = 10;

export const setMetadata = defineOperation<EventStoreContext>()({
	name: 'Set Metadata',
	action: 'Set the metadata of a stream',
	description: 'Set how long a stream keeps its events, who may use it, and metadata of your own; answers with what it then has',
	fields: {
		stream,
		metadata: collection(
			'Add metadata',
			{
				acl: {
					displayName: 'Access List (JSON)',
					type: 'json',
					default: '{}',
					placeholder: '{ "$r": ["auditors"], "$w": "$admins" }',
					description: 'Who may read ($r), write ($w), delete ($d), and read ($mr) or write ($mw) the metadata',
					exact: true,
				},
				cacheControl: { ...number, displayName: 'Cache for Seconds', description: 'How long readers over HTTP may keep what they were given' },
				custom: {
					displayName: 'Custom (JSON)',
					type: 'json',
					default: '{}',
					description: 'Metadata of your own, as an object. As JSON text it keeps all digits of its numbers.',
					exact: true,
				},
				maxAge: { ...number, displayName: 'Keep for Seconds', description: 'Age at which events are dropped' },
				maxCount: { ...number, displayName: 'Keep Last Events', description: 'How many of the newest events are kept' },
				truncateBefore: { ...number, typeOptions: { minValue: 0 }, displayName: 'Truncate Before', description: 'Revision before which all events are dropped' },
			},
			'Metadata',
		),
		replace: {
			displayName: 'Replace All',
			type: 'boolean',
			default: false,
			description: 'Whether what is not given here is removed instead of kept',
		},
	},
	// Items may set metadata of the same stream, and each builds on what the one before it has set.
	concurrency: 1,
	async run({ fields, eventStore, signal }) {
		const given = givenMetadata(fields.metadata);
		const set = async () => {
			const read = await readMetadata(eventStore, fields.stream);
			if (read.metadata === undefined && !fields.replace) {
				throw new InvalidField('Replace All', `the metadata of stream "${fields.stream}" is no JSON object, so nothing of it can be kept`, 'on');
			}
			await writeMetadata(eventStore, fields.stream, { ...(!fields.replace && read.metadata), ...given }, read);
		};
		// Somebody else set metadata between reading and writing: theirs is kept too.
		await tryAgain(set, { isPassing: (thrown) => isFailure(thrown, 'wrong-expected-revision'), pause: (tries) => (tries < TRIES ? 20 * tries : undefined), signal });
		return toMetadataItem(fields.stream, await readMetadata(eventStore, fields.stream));
	},
});

type Given = { acl?: unknown; cacheControl?: number; custom?: unknown; maxAge?: number; maxCount?: number; truncateBefore?: number };

/** @throws InvalidField for what the database would ignore */
function givenMetadata({ acl, cacheControl, custom = {}, maxAge, maxCount, truncateBefore }: Given): Record<string, unknown> {
	if (typeof custom !== 'object' || custom === null || Array.isArray(custom)) {
		throw new InvalidField('Custom (JSON)', 'is no object', '{ "key": "value" }');
	}
	checkMetadata(custom as Record<string, unknown>, 'Custom (JSON)');
	const own = {
		'Access List (JSON)': { $acl: acl },
		'Cache for Seconds': { $cacheControl: cacheControl },
		'Keep for Seconds': { $maxAge: maxAge },
		'Keep Last Events': { $maxCount: maxCount },
		'Truncate Before': { $tb: truncateBefore },
	};
	const metadata: Record<string, unknown> = { ...custom };
	for (const [field, named] of Object.entries(own)) {
		for (const [name, value] of Object.entries(named)) {
			if (value === undefined) continue;
			checkMetadata({ [name]: value }, field);
			if (name in custom) throw new InvalidField('Custom (JSON)', `"${name}" is given twice, here and in ${field}`, 'one of them');
			metadata[name] = value;
		}
	}
	return metadata;
}
