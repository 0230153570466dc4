// npm run compose: makes a process of steps of the library.
import { join } from 'node:path';

import { bundledComposer } from './compose/bundled-composer.ts';
import { readCommandLine } from './compose/command-line.ts';
import { written } from './compose/write.ts';

const usage = `Usage: npm run compose -- <part> <part> … --name <process> [options]

Writes workflows/<process>/workflow.json: a process that runs the parts one after another, undoes what was done when one
fails, and goes on after a crash. Parts are steps (folders of workflows/steps) and processes (folders of workflows), which
may stand wherever a step may. They run in the order in which they stand:

  find-machine ensure-tenant-pool+check-quota create-volume

Parts that are joined by + run at once. --beside a,b says the same at the place where it stands:

  find-machine --beside ensure-tenant-pool,check-quota create-volume

What a part takes is filled by name: from the nearest part before it that gives a field of that name, or else from the
input of the process; its type must fit. The input is what the parts take and no part before gives; the output is what all
of them give.

  --name <process>      folder, id and name of the process: small letters, digits, hyphens
  --webhook 'POST path' callers from outside ask here with JSON (POST, PUT or PATCH); only other processes call it unless given
  --group <group,…>     callers must be in one of these groups of Authentik; needed with --webhook
  --input <type>        a type of types/*.ipldsch for the input (VolumeOrder), instead of what the parts need
  --output <type>       the same for the output
  --key <field,…>       fields of the input that make two requests one; otherwise the header Idempotency-Key does
  --set 'field=<expression>'
                        a field of the input that callers do not give, made of what the webhook got: 'request=$execution.id'
  --explain             writes nothing, and prints the types between the parts
  --force               replaces a workflow.json that is there
  -h, --help            prints this

Also writes a page (README.md) and a feature where there are none, for a person to finish. The same words write the same
file, so what was changed on the canvas shows in a diff. What is written passes npm run check.

Exits 0 when it is written or explained. Exits 1 and writes nothing when something does not fit: it says which field, of
what type, what is there, and what to do.

  npm run compose -- store-document publish-to-ipfs record-document --name publish-document \\
    --webhook 'POST publish-document' --group document-publishers`;

async function main(words: readonly string[]): Promise<void> {
	const { help, explain, force, request } = readCommandLine(words);
	if (help) {
		console.log(usage);
		return;
	}
	const root = join(import.meta.dirname, '..');
	const composition = (await bundledComposer(root))(request);
	if (explain) {
		console.log(composition.explanation);
		return;
	}
	for (const path of written(root, request.name, composition, force)) console.log(`wrote ${path}`);
	for (const line of composition.leftOut) console.log(`not in the output: ${line}`);
}

try {
	await main(process.argv.slice(2));
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}
