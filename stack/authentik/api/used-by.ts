import { compare } from '../storage/condition.ts';
import type { Stored } from '../storage/model.ts';
import type { Action, AnyResource } from './resource.ts';

/** What points at an object, and what its deletion would do there; every resource that shows single objects has it. */
export function usedBy(resource: AnyResource): Action<Stored> {
	return {
		method: 'GET',
		summary: 'What uses the object',
		run({ objects }, _body, { pk }) {
			const users = objects.referrers(resource.model).flatMap(({ model, field, onDelete }) =>
				objects.list(model, { where: [compare(field, '=', pk)] }).map((user: Stored & { name?: string }) => ({
					app: model.app,
					model_name: model.name,
					pk: String(user.pk),
					name: user.name ?? `${model.verboseName} ${user.pk}`,
					action: onDelete,
				})),
			);
			return { status: 200, body: users };
		},
	};
}
