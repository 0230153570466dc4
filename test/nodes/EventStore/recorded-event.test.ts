import type { ResolvedEvent } from '@eventstore/db-client';
import fc from 'fast-check';

import { linkTarget, toEventItem } from '../../../nodes/EventStore/recorded-event.ts';
import { toJsonNumber } from '../../../nodes/EventStore/revision.ts';

type Recorded = NonNullable<ResolvedEvent['event']>;

const recorded = (more: object): Recorded =>
	({
		streamId: 'document-1',
		id: '3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10',
		revision: 2n,
		type: 'DocumentStored',
		created: new Date(0),
		isJson: true,
		data: { a: 1 },
		position: { commit: 1n << 60n, prepare: 5n },
		...more,
	}) as unknown as Recorded;

const link = (data: string) =>
	recorded({ streamId: '$ce-document', type: '$>', revision: 9n, isJson: false, data: Buffer.from(data), metadata: { $o: 'x' } }) as NonNullable<ResolvedEvent['link']>;

describe('an event as an item', () => {
	it('has numbers while they are exact, and positions as text', () => {
		expect(toEventItem({ event: recorded({}) })).toEqual({
			stream: 'document-1',
			revision: 2,
			id: '3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10',
			type: 'DocumentStored',
			data: { a: 1 },
			contentType: 'application/json',
			metadata: {},
			created: '1970-01-01T00:00:00.000Z',
			position: { commit: '1152921504606846976', prepare: '5' },
		});
	});

	it('has binary data and metadata as base64', () => {
		const event = recorded({ isJson: false, data: Uint8Array.of(0, 255), metadata: Uint8Array.of(7) });
		expect(toEventItem({ event })).toMatchObject({ data: 'AP8=', metadata: 'Bw==', contentType: 'application/octet-stream' });
	});

	it('says which link led to it', () => {
		expect(toEventItem({ event: recorded({}), link: link('2@document-1') })).toMatchObject({
			stream: 'document-1',
			link: { stream: '$ce-document', revision: 9 },
		});
	});

	it('says where a link points whose event is gone', () => {
		expect(toEventItem({ link: link('3@document-a@b') })).toMatchObject({ stream: 'document-a@b', revision: 3, missing: true });
	});

	it('shows an unresolved link as the text that it is', () => {
		expect(toEventItem({ event: link('2@document-1') })).toMatchObject({ type: '$>', data: '2@document-1' });
	});
});

describe('numbers of 64 bits', () => {
	it('lose nothing', () => {
		fc.assert(fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (value) => BigInt(toJsonNumber(value)) === value));
	});

	it('in links lead to the event', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }), fc.string({ minLength: 1 }), (revision, stream) => {
				expect(linkTarget(link(`${revision}@${stream}`))).toEqual({ stream, revision: toJsonNumber(revision) });
			}),
		);
	});
});
