import { Readable } from 'node:stream';

import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

/** A file that an item carries, opened for reading. */
export interface BinaryInput {
	stream: Readable;
	/** Bytes, where n8n's store knows them. */
	size: number | undefined;
	fileName: string | undefined;
	mimeType: string;
}

/** Bytes to and from n8n's binary store, never held in memory as a whole. */
export interface BinaryStore {
	/** Opens a file of the current item by its property, or any file; fails with n8n's own message when there is none. */
	read(file: string | IBinaryData): Promise<BinaryInput>;
	/** Stores a stream as a file; the type is guessed from the name when not given. */
	write(source: Readable | AsyncIterable<Uint8Array>, name: string | undefined, mimeType?: string): Promise<IBinaryData>;
}

/** Pieces in which n8n's store is read: few turns for large files, little memory that waits to be collected. */
const CHUNK_BYTES = 1 << 18;

/** @param index the item whose files are read */
export function binaryStore(execution: Pick<IExecuteFunctions, 'helpers'>, index: number): BinaryStore {
	const { helpers } = execution;
	return {
		async read(file) {
			const data = helpers.assertBinaryData(index, file);
			const { fileName, mimeType } = data;
			if (data.id === undefined) {
				const bytes = await helpers.getBinaryDataBuffer(index, file);
				return { stream: Readable.from([bytes]), size: bytes.length, fileName, mimeType };
			}
			const { fileSize } = await helpers.getBinaryMetadata(data.id);
			const stream = await helpers.getBinaryStream(data.id, CHUNK_BYTES);
			return { stream, size: fileSize, fileName, mimeType };
		},
		async write(source, name, mimeType) {
			const stream = source instanceof Readable ? source : Readable.from(source, { objectMode: false });
			return await helpers.prepareBinaryData(stream, name, mimeType);
		},
	};
}
