import { builtInSchema, builtInTypes } from '../../../nodes/InformationType/built-in-types.ts';
import { parseSchema, type SchemaType, typeOf } from '../../../nodes/InformationType/schema.ts';
import { typeCid, typeSchema } from '../../../nodes/InformationType/type-cid.ts';
import { walk } from '../../../nodes/InformationType/validate/walk.ts';
import { InvalidField } from '../../../nodes/shared/errors.ts';

/** What the examples of implied values refer to. */
const more = 'type Count = Number\ntype Number int\ntype Level enum {\n\t| One ("1")\n\t| Two ("2")\n} representation int\ntype Word enum {\n\t| Low ("low")\n}\n';

function failure(dsl: string): string {
	try {
		parseSchema(dsl);
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidField);
		return (error as InvalidField).message;
	}
	throw new Error('did not fail');
}

describe('a schema that somebody gives', () => {
	it.each([
		['what cannot be read', 'type A struct {\n\tx Int\n\ty Int optional\n}', 'Schema: line 3, column 16: cannot read "y Int optional"'],
		['what ends too early', 'type A struct {\n\tx Int\n', 'Schema: line 3: the text ends too early'],
		['no text', '', 'Schema: line 1: the text ends too early'],
		['no type', 'advanced ROT13\n', 'Schema: defines no type'],
		['a name without a definition', 'type A string\n\ntype B struct {\n\tx A\n\ty C\n}', 'Schema: line 5: B.y refers to "C", which is not defined'],
		['a link to a name without a definition', 'type B struct {\n\ty &C\n}', 'Schema: line 2: B.y refers to "C", which is not defined'],
		['a name inside a list', 'type B [[C]]', 'Schema: line 1: B refers to "C", which is not defined'],
		['a second definition', 'type A string\ntype B int\ntype A int\n', 'Schema: line 3: "A" is defined on line 1 already'],
		['a definition of what the language defines', 'type Int string\n', 'Schema: line 1: "Int" is a type of the language'],
		['a copy of itself', 'type A = B\ntype B = A\n', 'Schema: line 1: A is a copy of itself'],
		['a map with keys other than strings', 'type A {Int: Int}\n', 'Schema: line 1: keys of A must be strings'],
		[
			'a representation in strings',
			'type A struct {\n\tx String\n} representation stringjoin {\n\tjoin ":"\n}',
			'Schema: line 3: A has representation stringjoin, which is not supported',
		],
		['an optional field of a tuple', 'type A struct {\n\tx optional Int\n} representation tuple', 'Schema: line 2: A.x cannot be optional: in a tuple every field has its place'],
		['a kind that there is not', 'type A union {\n\t| Int "integer"\n} representation kinded', 'Schema: line 2: A tells its members apart by a kind "integer"'],
		['a prefix that is not hexadecimal', 'type A union {\n\t| Bytes "xy"\n} representation bytesprefix', 'Schema: line 2: A has a prefix "xy"'],
		['a union whose members are all alike', 'type A union {\n\t| Int "a"\n} representation enum', /^Schema: line 3, column 18: cannot read/],
	])('is refused for %s, naming the line', (_what, dsl, message) => {
		expect(failure(dsl)).toMatch(message);
	});

	it('may have Windows line ends, and no line end at its end', () => {
		expect(parseSchema('type A struct {\r\n\tx Int\r\n}\r\ntype B string')).toMatchObject({ types: { B: { string: {} } } });
		expect(failure('type A string\r\ntype B struct {\r\n\tx C\r\n}')).toBe('Schema: line 3: B.x refers to "C", which is not defined');
	});

	it('may have fields called type, and braces in texts and comments', () => {
		const dsl = 'type Entry struct {\n\ttype String # of { it\n\t# } {\n\tkind String (rename "{")\n\ttype2 nullable B\n}\ntype B struct { type Int }\ntype C struct {\n\tentry Entry\n}\n';
		expect(walk({ entry: { type: 'a', '{': 'b', type2: { type: 1 } } }, typeOf(dsl, 'C'), false).problems).toEqual([]);
		expect(failure(`${dsl}type B string`)).toBe('Schema: line 11: "B" is defined on line 7 already');
		expect(failure('type A struct {\n\ttype B\n}\ntype C struct {\n\ttype A\n\tx B\n}')).toBe('Schema: line 2: A.type refers to "B", which is not defined');
	});

	it.each([
		['Int', '"0"', 0],
		['Int', '"-12"', -12],
		['Int', '7', 7],
		['Float', '"0.5"', 0.5],
		['Bool', '"false"', false],
		['Bool', 'true', true],
		['String', '"0"', '0'],
		['Count', '"0"', 0],
		['Level', '"2"', 2],
		['Word', '"low"', 'low'],
	])('implies a value of the type: %s (implicit %s)', (type, written, value) => {
		const dsl = `type A struct {\n\tn ${type} (implicit ${written})\n}\n${more}`;
		expect(walk({}, typeOf(dsl, 'A'), true)).toEqual({ value: { n: value }, problems: [], secrets: [] });
		expect(walk({ n: value }, typeOf(dsl, 'A'), false).problems).toEqual([]);
		expect(typeSchema(typeOf(dsl, 'A'))).toMatchObject({ types: { A: { struct: { representation: { map: { fields: { n: { implicit: value } } } } } } } });
	});

	it.each([
		['Int', '"zero"'],
		['Int', '"0.5"'],
		['Int', '9007199254740993'],
		['Bool', '"no"'],
		['Bool', '0'],
		['String', '0'],
		['Level', '"3"'],
		['Word', '"Low"'],
		['&Any', '"a"'],
		['[String]', '"a"'],
		['Bytes', '"a"'],
	])('cannot imply what is no value of the type: %s (implicit %s)', (type, written) => {
		expect(failure(`type A struct {\n\tn ${type} (implicit ${written})\n}\n${more}`)).toMatch(/^Schema: line 2: A\.n implies .*, which is not a value of /);
	});

	it('is parsed once', () => {
		const dsl = 'type OnlyHere string\n';
		expect(parseSchema(dsl)).toBe(parseSchema(dsl));
	});

	it('must define the root type', () => {
		expect(() => typeOf('type A string\ntype B int\n', 'toString')).toThrow('Root Type: the schema defines no type "toString"');
		expect(() => typeOf('type A string\n', '__proto__')).toThrow(InvalidField);
	});

	it('is data, never code', () => {
		const dsl = `type A struct {\n\tx Int (rename "a': globalThis.reached = true; case 'b")\n}\n`;
		walk({ a: 1 }, typeOf(dsl, 'A'), false);
		expect(globalThis).not.toHaveProperty('reached');
	});
});

describe('the CID of a type', () => {
	const cid = (dsl: string, root = 'A') => typeCid(typeOf(dsl, root));

	it('stays when comments, line ends and other types change', async () => {
		const first = await cid('type A struct {\n\tx B # first\n}\ntype B string\n');
		expect(first).toMatch(/^baguqeera/);
		expect(await cid('# about A\ntype A struct {\n\t# second\n\tx B\n}\r\n\ntype C int\ntype B string')).toBe(first);
	});

	it.each([
		['a field', 'type A struct {\n\ty B\n}\ntype B string\n'],
		['a type that it reaches', 'type A struct {\n\tx B\n}\ntype B int\n'],
		['what it implies', 'type A struct {\n\tx B (implicit "b")\n}\ntype B string\n'],
	])('changes with %s', async (_what, dsl) => {
		expect(await cid(dsl)).not.toBe(await cid('type A struct {\n\tx B\n}\ntype B string\n'));
	});

	it('changes with the order of a tuple', async () => {
		const [one, two] = ['x Int\n\ty Int', 'y Int\n\tx Int'].map((fields) => `type A struct {\n\t${fields}\n} representation tuple`);
		expect(await cid(one!)).not.toBe(await cid(two!));
	});

	it('ends where a type refers to itself', async () => {
		const dsl = 'type A struct {\n\tnext optional A\n}\ntype Unrelated int\n';
		expect(Object.keys(typeSchema(typeOf(dsl, 'A')).types)).toEqual(['A']);
		expect(await cid(dsl)).toMatch(/^baguqeera/);
	});
});

describe('the types of the package', () => {
	const CID = 'bafkreigca6fviuar62ubvuk5itiwblidyjtfrdy7gozst4hf3d4sphzzk4';
	const stored = { id: 'd', tenant: 't', name: 'n', mediaType: 'm', sha256: 's', size: 0, bucket: 'b', key: 'k' };
	const named = { id: 'd', tenant: 't', name: 'n', mediaType: 'm', sha256: 's' };
	const cause = { correlationId: 'c', process: 'p', executionId: 'e', actor: 'a' };
	const publication = { cid: { '/': CID }, stream: 's', revision: 1 };
	const examples: Record<string, object> = {
		Document: { tenant: 't', name: 'n' },
		DocumentReference: { id: 'd' },
		StoredDocument: stored,
		DocumentReceipt: { ...stored, cid: { '/': CID }, stream: 's', revision: 1 },
		DocumentStored: { ...stored, description: 'x' },
		DocumentPublished: { id: 'd', cid: { '/': CID }, sha256: 's', size: 1 },
		DocumentPublicationFailed: { id: 'd', reason: 'r', storedObject: 'kept' },
		VolumeOrder: { tenant: 't', machine: 'm', name: 'n', gibibytes: 1, request: 'r' },
		VolumeTarget: { tenant: 't', machine: 'm', name: 'n' },
		VolumeMachine: { machineId: 1 },
		PoolOwner: { tenant: 't' },
		TenantPool: { pool: 'p', quotaBytes: 0, poolCreated: true },
		VolumePlan: { pool: 'p', quotaBytes: 0, name: 'n', gibibytes: 1, request: 'r' },
		VolumeImage: { image: 'i', bytes: 1 },
		VolumeImageOfOrder: { pool: 'p', image: 'i', request: 'r' },
		VolumeRecord: { machineId: 1, name: 'n', gibibytes: 1, pool: 'p', image: 'i' },
		VolumeDisk: { diskId: 1 },
		Undone: { removed: false },
		VolumeProvisioned: { tenant: 't', machine: 'm', name: 'n', gibibytes: 1, pool: 'p', image: 'i', diskId: 1 },
		DocumentRestored: { id: 'd', bucket: 'b', key: 'k', sha256: 's', size: 1, cid: { '/': CID } },
		DocumentRequest: { headers: {}, query: { tenant: 't' }, body: 1 },
		Refusal: { status: 422, body: { error: 'e' } },
		NamedDocument: named,
		Cause: cause,
		DocumentToPublish: { ...named, cause },
		KeptBytes: { bucket: 'b', key: 'k', size: 1 },
		DocumentPublication: publication,
		DocumentWhereabouts: { stream: 's', inBucket: true, stored, published: publication },
		DocumentToPin: { id: 'd', sha256: 's', size: 1, bucket: 'b', key: 'k', cause },
		FailedPublication: { id: 'd', cause },
		FailureNoted: { recorded: true },
		LostDocument: { stored, published: publication, cause },
		VolumeRemoval: { tenant: 't', machine: 'm', name: 'n', keepHours: 1, request: 'r', requestedBy: 's' },
		VolumeOfMachine: { tenant: 't', machineId: 1, name: 'n' },
		VolumeFound: { pool: 'p', image: 'i', imageId: '1', gibibytes: 1, diskId: 1 },
		VolumeToKeep: { pool: 'p', imageId: '1', request: 'r' },
		VolumeSnapshot: { snapshot: 's' },
		SnapshotOfVolume: { pool: 'p', imageId: '1', snapshot: 's' },
		VolumeToTrash: { pool: 'p', image: 'i', imageId: '1', keepHours: 0 },
		VolumeInTrash: { keptUntil: 'u' },
		VolumeToRestore: { pool: 'p', image: 'i', imageId: '1' },
		VolumeRestored: { restored: true },
		VolumeDiskOfMachine: { machineId: 1, name: 'n', gibibytes: 1, pool: 'p', image: 'i', diskId: 1 },
		VolumeRecordRetired: { recordRetired: true },
		VolumeToPurge: { pool: 'p', imageId: '1' },
		VolumePurged: { purged: true },
		DecommissionApproval: { tenant: 't', name: 'n', order: 'o', approved: false },
		VolumeDecommissioned: { tenant: 't', machine: 'm', name: 'n', gibibytes: 1, pool: 'p', image: 'i', requestedBy: 'a', approvedBy: 'b' },
	};

	function optionalFields({ schema: { types }, root }: SchemaType): string[] {
		const own = types[root]!;
		const definition = 'copy' in own ? types[own.copy.fromType]! : own;
		return 'struct' in definition ? Object.entries(definition.struct.fields).filter(([, { optional }]) => optional).map(([field]) => field) : [];
	}

	it('are all listed with what they are', () => {
		expect(builtInTypes.map(({ name }) => name).toSorted()).toEqual(Object.keys(examples).toSorted());
		expect(builtInTypes.filter(({ description }) => description.startsWith('Of '))).toEqual([]);
	});

	it.each(builtInTypes)('$value takes what it declares and nothing more', ({ value, name }) => {
		const { dsl, root } = builtInSchema(value);
		const type = typeOf(dsl, root);
		expect(walk(examples[name], type, false).problems).toEqual([]);
		expect(walk({ ...examples[name], more: 1 }, type, false).problems).toHaveLength(1);
		const optional = optionalFields(type);
		for (const key of Object.keys(examples[name]!).filter((field) => !optional.includes(field))) {
			expect(walk({ ...examples[name], [key]: undefined }, type, false).problems).toHaveLength(1);
		}
	});

	it('imply a media type', () => {
		const { dsl } = builtInSchema('document#Document');
		expect(walk(examples.Document, typeOf(dsl, 'Document'), true).value).toEqual({
			...examples.Document,
			mediaType: 'application/octet-stream',
		});
	});
});
