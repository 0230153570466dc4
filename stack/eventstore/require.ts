import { createRequire } from 'node:module';

/**
 * Bundled to one ES module, the CommonJS libraries inside look for a global `require` to load Node's own modules. This
 * module must be the first that is imported, so that it is there when they start.
 */
globalThis.require ??= createRequire(import.meta.url);
