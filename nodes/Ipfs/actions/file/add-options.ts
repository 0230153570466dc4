import { InvalidField } from '../../../shared/errors.ts';
import type { FieldValues } from '../../../shared/field.ts';
import { field } from '../../../shared/field.ts';
import type { Arguments } from '../../transport.ts';

/** How `add` cuts, stores and keeps what it is sent, be it one file or a directory. */
export const addOptions = {
	chunker: field({
		displayName: 'Chunker',
		type: 'string',
		default: 'size-262144',
		description: 'How the file is cut into blocks: size-&lt;bytes&gt;, rabin-&lt;min&gt;-&lt;average&gt;-&lt;max&gt; or buzhash',
	}),
	cidVersion: field({
		displayName: 'CID Version',
		type: 'options',
		options: [
			{ name: '0 (Qm…)', value: 0 },
			{ name: '1 (Bafy…)', value: 1 },
		],
		default: 1,
	}),
	onlyHash: field({ displayName: 'Only Hash', type: 'boolean', default: true, description: 'Whether to compute the CID and store nothing' }),
	pin: field({
		displayName: 'Pin',
		type: 'boolean',
		default: true,
		description: 'Whether to keep the content from being removed by garbage collection',
	}),
	pinName: field({
		displayName: 'Pin Name',
		type: 'string',
		default: '',
		description: 'Name by which the pin can be found again. Content that is pinned already gets this name; without one Kubo takes its name away.',
	}),
	rawLeaves: field({
		displayName: 'Raw Leaves',
		type: 'boolean',
		default: true,
		description: 'Whether blocks of data are stored bare; always so for CID version 1 unless switched off here',
	}),
	timeout: field({
		displayName: 'Timeout (Seconds)',
		type: 'number',
		default: 60,
		typeOptions: { minValue: 1 },
		description: 'How long the upload may stand still',
	}),
} as const;

export type AddOptions = Partial<FieldValues<typeof addOptions>>;

/**
 * The options in Kubo's words; those that nobody chose are left to its configuration, as `ipfs add` does.
 *
 * @throws InvalidField for options that exclude each other
 */
export function addArguments({ chunker, cidVersion = 1, onlyHash, pin, pinName, rawLeaves }: AddOptions): Arguments {
	if (pinName && onlyHash) throw new InvalidField('Pin Name', 'with Only Hash nothing is stored that could be pinned', 'one of the two options');
	if (pinName && pin === false) throw new InvalidField('Pin Name', 'Pin is switched off', 'a name when Pin is on');
	return {
		'cid-version': cidVersion,
		'raw-leaves': rawLeaves,
		chunker: chunker || undefined,
		pin,
		'pin-name': pinName || undefined,
		'only-hash': onlyHash,
	};
}

/** Milliseconds of the option, which is a minute when it is not added. */
export function uploadPatience({ timeout = 60 }: AddOptions): number {
	return timeout * 1000;
}
