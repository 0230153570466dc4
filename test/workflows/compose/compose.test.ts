import type { INode } from 'n8n-workflow';

import { checkProcess } from '../../../workflows/check/library.ts';
import type { Process } from '../../../workflows/check/process.ts';
import { parseProcess } from '../../../workflows/check/process.ts';
import { compose } from '../../../workflows/compose/compose.ts';
import type { Request } from '../../../workflows/compose/request.ts';
import { libraryOf } from '../small-library.ts';
import { step } from './small-steps.ts';

const find = step({ id: 'find-book', name: 'Find the book', takes: 'title String', gives: 'book Int' });
const unshelve = step({ id: 'unshelve-book', takes: 'book Int', gives: 'removed Bool' });
const shelve = step({ id: 'shelve-book', name: 'Shelve the book', takes: 'book Int\nroom Room', gives: 'shelf Shelf', types: 'type Room string\n\ntype Shelf struct {\n  row Int\n}', undo: 'unshelve-book' });
const label = step({ id: 'label-book', name: 'Label the book', takes: 'book Int\nshelf Shelf\ncolour optional String', gives: 'label String', types: 'type Shelf struct {\n  row Int\n}' });
const all = [find, unshelve, shelve, label];

const composed = (request: Partial<Request> & Pick<Request, 'row'>, ...more: Process[]) => compose({ name: 'keep-book', key: [], ...request }, libraryOf(...all, ...more));
const row = (...parts: string[]) => ({ row: parts.map((part) => part.split('+')) });
const webhook = { method: 'POST', path: 'keep-book', groups: ['readers'], set: {} };

/** What is in the way. */
function reasons(request: Partial<Request> & Pick<Request, 'row'>, ...more: Process[]): string {
	try {
		composed(request, ...more);
	} catch (error) {
		return (error as Error).message;
	}
	throw new Error('It was composed');
}

const byName = ({ workflow }: { workflow: { nodes: INode[] } }) => Object.fromEntries(workflow.nodes.map((node) => [node.name, node]));

/** A composed process as one of the library. */
const inLibrary = (name: string, file: string) => parseProcess(name, file).process!;

describe('what fits', () => {
	it('is filled from the nearest step before, or else from the input, which is what nobody gives', () => {
		expect(composed(row('find-book', 'shelve-book', 'label-book')).explanation).toBe(
			`keep-book: KeepBookInput → KeepBookOutput

               takes                   from         gives
the input                                           title String
                                                    room Room
                                                    colour optional String
1 find-book    title String            the input    book Int
2 shelve-book  book Int                find-book    shelf Shelf
               room Room               the input
3 label-book   book Int                find-book    label String
               shelf Shelf             shelve-book
               colour optional String  the input
the output     book Int                find-book
               shelf Shelf             shelve-book
               label String            label-book

It takes KeepBookInput, made of its steps' types:

  type KeepBookInput struct {
    title String
    room Room
    colour optional String
  }

  type Room string

It gives KeepBookOutput, made of its steps' types:

  type KeepBookOutput struct {
    book Int
    shelf Shelf
    label String
  }

  type Shelf struct {
    row Int
  }`,
		);
	});

	it('is drawn as an entrance, the steps, and a way out for what fails', () => {
		const { workflow } = composed({ ...row('find-book', 'shelve-book'), webhook });
		const ways = Object.entries(workflow.connections).map(([from, { main }]) => [from, ...main.map((targets) => targets.map(({ node }) => node).join())]);
		expect(ways).toEqual([
			['Receive the request', 'Check the caller'],
			['Check the caller', 'Answer', 'Read the request'],
			['Read the request', 'Begin'],
			['When called', 'Begin'],
			['Begin', 'Find the book', 'Answer'],
			['Find the book', 'Shelve the book', 'Undo what was done'],
			['Shelve the book', 'Finish', 'Undo what was done'],
			['Finish', 'Answer', 'Undo what was done'],
			['Undo what was done', 'Answer'],
			['Answer', 'Did a system fail?'],
			['Did a system fail?', 'Report the failure'],
		]);
	});

	it('has no webhook unless one is wanted', () => {
		const { workflow } = composed(row('find-book'));
		expect(workflow.nodes.map(({ name }) => name)).toEqual(['Note 1', 'Note 2', 'Note 3', 'Note 4', 'When called', 'Begin', 'Find the book', 'Finish', 'Undo what was done', 'Hand it back']);
		expect(workflow.connections.Finish).toEqual({ main: [[{ node: 'Hand it back', type: 'main', index: 0 }], [{ node: 'Undo what was done', type: 'main', index: 0 }]] });
	});

	it('is a type of the package where one is named', () => {
		const plan = step({ id: 'plan-volume', takes: 'tenant String\ngibibytes Int', gives: 'pool String\nimage String\ndiskId Int' });
		const { 'Begin': begin, 'Finish': finish } = byName(composed({ ...row('plan-volume'), input: 'VolumeOrder', output: 'volume#VolumeProvisioned' }, plan));
		expect(begin!.parameters).toMatchObject({ source: 'package', type: 'volume#VolumeOrder', input: '={{ $json }}' });
		expect(finish!.parameters).toMatchObject({
			source: 'package',
			type: 'volume#VolumeProvisioned',
			output: '={{ { tenant: $json.tenant, machine: $json.machine, name: $json.name, gibibytes: $json.gibibytes, pool: $json.pool, image: $json.image, diskId: $json.diskId } }}',
		});
	});

	it('is of the type that is good for all, and always there where one needs it', () => {
		const weigh = step({ id: 'weigh-book', takes: 'weight optional Float\ntitle String', gives: 'heavy Bool' });
		const post = step({ id: 'post-book', takes: 'weight Int', gives: 'stamp String' });
		expect(composed(row('weigh-book', 'post-book'), weigh, post).explanation).toContain('  type KeepBookInput struct {\n    weight Int\n    title String\n  }');
	});

	it('may run at once', () => {
		const paint = step({ id: 'paint-book', name: 'Paint the book', takes: 'book Int', gives: 'paint String' });
		const { 'Shelve the book + Paint the book': node, ...others } = byName(composed(row('find-book', 'shelve-book+paint-book', 'label-book'), paint));
		expect(node!.parameters).toMatchObject({ operation: 'runTogether', steps: { values: [{ step: { value: 'shelve-book' } }, { step: { value: 'paint-book' } }] } });
		expect(others['Label the book']).toBeDefined();
	});

	it('may be there twice', () => {
		const { workflow } = composed(row('find-book', 'find-book'));
		expect(workflow.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(['Find the book', 'Find the book (2)']));
		expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(workflow.nodes.length);
	});

	it('names a step otherwise that is called as one of the fixed nodes', () => {
		const finish = step({ id: 'finish-book', name: 'Finish', takes: 'book Int', gives: 'done Bool' });
		expect(Object.keys(byName(composed(row('find-book', 'finish-book'), finish)))).toEqual(expect.arrayContaining(['Finish', 'Finish (2)']));
	});

	it('is the same for the same words, and a step keeps its id when another one comes before it', () => {
		const request = { ...row('find-book', 'shelve-book'), webhook };
		expect(composed(request).file).toBe(composed(request).file);
		const one = byName(composed(request))['Shelve the book']!.id;
		expect(byName(composed(row('find-book', 'label-book', 'shelve-book')))['Shelve the book']!.id).toBe(one);
	});

	it('is all that the steps give, but for what two of them give at once', () => {
		const { leftOut, explanation } = composed(row('find-book', 'shelve-book+unshelve-book', 'label-book'), step({ id: 'x', takes: 'a Int', gives: 'b Int' }));
		expect(leftOut).toEqual([]);
		expect(explanation).toContain('removed Bool');
		const twice = composed(row('find-book+lose-book', 'unshelve-book'), step({ id: 'lose-book', takes: 'title String', gives: 'lost Bool\nremoved String' }));
		expect(twice.leftOut).toEqual([]);
		expect(composed(row('unshelve-book+sell-book'), step({ id: 'sell-book', takes: 'title String', gives: 'removed Bool' })).leftOut).toEqual(['removed: unshelve-book and sell-book run at once, and each gives it']);
	});
});

describe('a process', () => {
	it('is a part like any step, tried once, with what its steps take and give', () => {
		const inner = composed({ ...row('find-book', 'shelve-book'), name: 'store-book' });
		const outer = composed({ ...row('store-book', 'label-book'), webhook }, inLibrary('store-book', inner.file));
		const flat = composed({ ...row('find-book', 'shelve-book', 'label-book'), webhook });
		expect(byName(outer)['Store book']!.parameters).toMatchObject({ operation: 'run', options: { tries: 1 } });
		const types = ({ 'Begin': begin, 'Finish': finish }: Record<string, INode>) => [begin!.parameters.schema, finish!.parameters.schema];
		expect(types(byName(outer))).toEqual(types(byName(flat)));
	});

	it('is none of itself', () => {
		const inner = inLibrary('store-book', composed({ ...row('find-book'), name: 'store-book' }).file);
		expect(reasons({ ...row('store-book'), name: 'store-book' }, inner)).toBe('store-book calls store-book, and cannot be a part of it: choose another --name.');
	});

	it('is replaced by itself', () => {
		const before = inLibrary('keep-book', composed({ ...row('find-book'), webhook }).file);
		expect(composed({ ...row('find-book', 'shelve-book'), webhook }, before).file).toBe(composed({ ...row('find-book', 'shelve-book'), webhook }).file);
	});
});

describe('what does not fit is told with the field, its type, what is there, and what to do', () => {
	it('a field of another type', () => {
		const wrong = step({ id: 'count-books', takes: 'title String', gives: 'book String' });
		expect(reasons(row('count-books', 'label-book'), wrong)).toBe(
			'label-book takes "book" as Int, but count-books gives it as String: book is string, expected int. Let it give that under another name, put a step between that gives book as Int, or change one of the two types. There is: title String (the input), shelf Shelf (the input), colour String (the input), book String (count-books).',
		);
	});

	it('a field that an earlier step gives as it is wanted, and a later one otherwise', () => {
		const rename = step({ id: 'rename-book', takes: 'book Int', gives: 'book String' });
		expect(reasons(row('find-book', 'shelve-book', 'rename-book', 'label-book'), rename)).toMatch(/^label-book takes "book" as Int, but rename-book gives it as String/);
	});

	it('a field inside a field', () => {
		const wrong = step({ id: 'place-book', takes: 'book Int', gives: 'shelf Place', types: 'type Place struct {\n  row String\n}' });
		expect(reasons(row('place-book', 'label-book'), wrong)).toContain('label-book takes "shelf" as Shelf, but place-book gives it as Place: shelf.row is string, expected int.');
	});

	it('a field that may be missing, of an input that does not have it', () => {
		const perhaps = step({ id: 'look-for-book', takes: 'tenant String', gives: 'image optional String' });
		const needs = step({ id: 'take-book', takes: 'image String', gives: 'taken Bool' });
		expect(reasons({ ...row('look-for-book', 'take-book'), input: 'PoolOwner' }, perhaps, needs)).toMatch(/^take-book takes "image" as String, but look-for-book may leave it out\. Let one of them give it always, or add it to PoolOwner\. There is:/);
		expect(composed(row('look-for-book', 'take-book'), perhaps, needs).explanation).toMatch(/image String +look-for-book, or else the input/);
	});

	it('a field that nobody gives', () => {
		expect(reasons({ ...row('find-book'), input: 'PoolOwner' })).toBe(
			'find-book takes "title" as String, but nothing before it gives it. Put a step before it that gives title, add the field to PoolOwner, or leave --input out, and the process takes it. There is: tenant TenantSlug (the input).',
		);
		expect(reasons({ ...row('find-book'), output: 'VolumeDisk' })).toMatch(/^the process gives "diskId" as Int, but nothing before it gives it\./);
	});

	it('a field that two steps give at once', () => {
		const guess = step({ id: 'guess-book', takes: 'title String', gives: 'book Int' });
		expect(reasons(row('find-book+guess-book', 'shelve-book'), guess)).toMatch(/^shelve-book takes "book" as Int, but find-book and guess-book run at once, and each gives it\. Let them run one after the other, or let one give it under another name\./);
	});

	it('a field for which no type is good for all', () => {
		const wants = step({ id: 'buy-book', takes: 'title Int', gives: 'price Int' });
		expect(reasons(row('find-book', 'buy-book'), wants)).toMatch(/^"title": nobody before gives it, and no type is good for all who take it: find-book takes String, buy-book takes Int\./);
	});

	it('all that does not fit at once', () => {
		expect(reasons({ ...row('find-book', 'shelve-book'), input: 'PoolOwner' }).split('\n')).toHaveLength(2);
	});
});

describe('what cannot be a part', () => {
	it('is named', () => {
		expect(reasons(row('find-bok'))).toMatch(/^There is no step or process "find-bok" under workflows\/\. Written most alike: find-book, /);
	});

	it('takes or gives no fields, or some that Process keeps for itself', () => {
		expect(reasons(row('odd'), step({ id: 'odd', takes: 'error String', gives: 'b Int' }))).toMatch(/^odd takes a field "error", which Process keeps for itself/);
		expect(reasons(row('map'), step({ id: 'map', takes: 'a Int', gives: 'b Int', input: '{String:Int}' }))).toMatch(/^map takes Input, which is no struct written as a map/);
	});

	it('has a name that is there twice', () => {
		const twin = { ...inLibrary('find-book', composed(row('label-book')).file), id: 'other' };
		expect(reasons(row('find-book'), twin)).toBe('"find-book" is a step and a process: write steps/find-book or find-book.');
	});

	it('says nothing of its types', () => {
		const silent = { ...find, id: 'silent', folder: 'steps/silent', nodes: find.nodes.map((node) => ({ ...node, parameters: node.name === 'Give it' ? { ...node.parameters, source: 'any' } : node.parameters })) };
		expect(reasons(row('silent'), silent)).toBe('silent does not say what it gives: choose a type in each Process: End Step, or in Process: Finish.');
	});
});

describe('the process itself', () => {
	it('has a name that no other workflow has for its id', () => {
		expect(reasons({ ...row('shelve-book'), name: 'find-book' })).toBe('steps/find-book has the id "find-book" already: choose another --name.');
	});

	it('listens where nobody else does', () => {
		const other = inLibrary('other-book', composed({ ...row('find-book'), name: 'other-book', webhook }).file);
		expect(reasons({ ...row('find-book'), webhook }, other)).toBe('other-book listens at POST keep-book already: choose another --webhook.');
	});

	it('has a key of fields that are always there', () => {
		expect(reasons({ ...row('find-book'), key: ['name'] })).toBe('--key names "name", which KeepBookInput does not have. There is: title.');
		expect(reasons({ ...row('label-book'), key: ['colour'] })).toBe('--key names "colour", which KeepBookInput may leave out: a key is made of what is always there.');
		expect(byName(composed({ ...row('find-book'), key: ['title'] })).Begin!.parameters.key).toBe('={{ String($json.title) }}');
	});

	it('has fields that callers do not give', () => {
		const { workflow, page } = composed({ ...row('find-book', 'shelve-book'), webhook: { ...webhook, set: { room: '$json.identity.username' } } });
		expect(byName({ workflow })['Read the request']!.parameters.jsonOutput).toContain('room: ($json.identity.username)');
		expect(page).not.toContain('| `room` |');
		expect(page).toContain('Made of the request, whatever the body says: `room`.');
		expect(JSON.stringify(workflow)).toContain(`-d '{\\"title\\":\\"…\\"}'`);
		expect(reasons({ ...row('find-book'), webhook: { ...webhook, set: { rom: '1' } } })).toBe('--set names "rom", which KeepBookInput does not have. There is: title.');
		expect(reasons({ ...row('find-book'), webhook: { ...webhook, set: { title: '1 +' } } })).toMatch(/^What was composed does not pass npm run check:\nkeep-book, "Read the request": parameter "jsonOutput" cannot be evaluated/);
	});

	it('has types that there are', () => {
		expect(reasons({ ...row('find-book'), input: 'VolumeOder' })).toMatch(/^--input: types\/ has no type "VolumeOder"\. Written most alike: VolumeOrder, /);
	});
});

describe('the page and the feature', () => {
	it('say what is known without the author', () => {
		const { page, feature } = composed({ ...row('find-book', 'shelve-book'), webhook });
		expect(page).toContain('| [shelve-book](../steps/shelve-book/workflow.json) | `shelf Shelf` | [unshelve-book](../steps/unshelve-book/workflow.json) |');
		expect(page).toContain('`POST /webhook/keep-book` with `Authorization: Bearer <token>` and JSON; the caller must be in `readers`.');
		expect(feature).toContain('      | Shelve the book |');
	});

	it('are what the library asks for', () => {
		const { file } = composed({ ...row('find-book'), webhook });
		const process = inLibrary('keep-book', file);
		const found = checkProcess(process, { ...libraryOf(process, ...all), has: () => false });
		expect(found.map(({ problem }) => problem)).toEqual(['workflows/keep-book/README.md is missing', 'acceptance/features/keep-book.feature is missing']);
	});
});
