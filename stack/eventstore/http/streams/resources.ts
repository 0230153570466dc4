import type { Resource } from '../resource.ts';
import { deleteStream } from './delete.ts';
import { readAllPage } from './read-all.ts';
import { readEvent, readMetadata, readPage } from './read.ts';
import { postEvents, postMetadata } from './write.ts';

/** Streams as feeds (AtomPub). Handlers ask for the right to the stream themselves. */
export const streamResources: Resource[] = [
	{ path: '/streams/$all', allowed: 'POST, DELETE, GET, GET', for: 'everybody', methods: { GET: readAllPage, POST: postEvents, DELETE: deleteStream } },
	{ path: '/streams/$all/metadata', allowed: 'GET, POST, GET', for: 'everybody', methods: { GET: readMetadata, POST: postMetadata } },
	{ path: '/streams/$all/:from/:direction/:count', allowed: 'GET', for: 'everybody', methods: { GET: readAllPage } },
	{ path: '/streams/:stream', allowed: 'POST, DELETE, GET', for: 'everybody', methods: { GET: readPage, POST: postEvents, DELETE: deleteStream } },
	{ path: '/streams/:stream/incoming/:id', allowed: 'POST, DELETE, GET, GET', for: 'everybody', methods: { POST: postEvents } },
	{ path: '/streams/:stream/metadata', allowed: 'GET, POST, GET', for: 'everybody', methods: { GET: readMetadata, POST: postMetadata } },
	{ path: '/streams/:stream/:number', allowed: 'GET', for: 'everybody', methods: { GET: readEvent } },
	{ path: '/streams/:stream/:from/:direction/:count', allowed: 'GET', for: 'everybody', methods: { GET: readPage } },
];
