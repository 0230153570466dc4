import { InvalidField } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { checkAnswer, toQuery } from '../../filters.ts';
import { objectFields } from '../../knowledge.ts';
import { filtersField } from '../../lookup.ts';
import { typePath } from '../../object-type.ts';
import { pages } from '../../pages.ts';
import type { NetBox, NetBoxContext } from '../../transport.ts';
import { listOptions, objectType } from './fields.ts';

export const list = defineOperation<NetBoxContext>()({
	name: 'Get Many',
	action: 'Get many objects',
	description: 'List the objects of a type that match all filters',
	fields: { objectType, filters: filtersField, options: listOptions },
	list: true,
	async *run({ fields, limit, netBox }) {
		const path = typePath(fields.objectType);
		const { brief = false, fields: wanted = [], ordering = '' } = fields.options;
		await checkNames(netBox, path, [...wanted, ...(ordering && [ordering.replace(/^-/, '')])]);
		const query = {
			...(await toQuery(netBox, path, fields.filters)),
			...(brief && { brief }),
			...(wanted.length > 0 && { fields: wanted.join(',') }),
			...(ordering && { ordering }),
		};
		for await (const object of pages(netBox, path, query, limit)) {
			checkAnswer(path, fields.filters, object);
			yield object;
		}
	},
});

/** NetBox ignores names that it does not know: everything would come without them, or in another order. */
async function checkNames(netBox: NetBox, path: string, names: readonly string[]): Promise<void> {
	if (names.length === 0) return;
	const known = await fieldNames(netBox, path);
	const unknown = names.filter((name) => known !== undefined && !known.has(name));
	if (unknown.length > 0) {
		throw new InvalidField('Options', `${path} has no field ${unknown.map((name) => `"${name}"`).join(', ')}`, [...(known ?? [])].join(', '));
	}
}

/** Where nothing describes them to this user, those of an object; `undefined` when there is none either. */
async function fieldNames(netBox: NetBox, path: string): Promise<ReadonlySet<string> | undefined> {
	const fields = await objectFields(netBox, path);
	if (fields.size > 0) return new Set([...fields.values()].filter(({ writeOnly }) => !writeOnly).map(({ name }) => name));
	for await (const object of pages(netBox, path, {}, 1)) return new Set(Object.keys(object));
	return undefined;
}
