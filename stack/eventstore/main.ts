#!/usr/bin/env node
import './require.ts';
import { isMainThread } from 'node:worker_threads';

// Bundled, the one file is also what the thread of projections runs.
if (isMainThread) await import('./process.ts');
else await import('./projections/engine/thread.ts');
