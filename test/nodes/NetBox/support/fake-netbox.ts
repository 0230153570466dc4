import { SystemError } from '../../../../nodes/shared/errors.ts';
import type { NetBox, Query } from '../../../../nodes/NetBox/transport.ts';

/** A NetBox that answers what a test says, and remembers nothing. */
export function fakeNetBox(answer: (path: string, query: Query) => unknown): NetBox {
	return {
		get: async <T>(path: string, query: Query = {}) => await Promise.resolve(answer(path, query) as T),
		options: async () => await Promise.reject(new Error('not asked for')),
		send: async () => await Promise.reject(new Error('not asked for')),
		remember: async (_what, work) => await work(),
		forget: async () => await Promise.resolve(),
		address: async () => await Promise.resolve('http://netbox:8000'),
		zone: 'Asia/Tokyo',
	};
}

export function refusal(status: number): SystemError {
	return new SystemError({ message: 'no', code: String(status) });
}

/** A part of the description that NetBox 4.7.3 makes of its API. */
export const description = {
	info: { version: '4.7.3 (4.7)' },
	paths: {
		'/api/dcim/interfaces/': {
			get: {
				parameters: [
					{ in: 'query', name: 'device', schema: { type: 'array', items: { type: 'string' } }, description: 'Device (name)' },
					{ in: 'query', name: 'device_id', schema: { type: 'array', items: { type: 'integer' } }, description: 'Device (ID)' },
					{ in: 'query', name: 'enabled', schema: { type: 'boolean' } },
					{ in: 'query', name: 'last_updated__gte', schema: { type: 'array', items: { type: 'string', format: 'date-time' } } },
					{ in: 'query', name: 'name', schema: { type: 'array', items: { type: 'string' } } },
					{ in: 'query', name: 'name__ic', schema: { type: 'array', items: { type: 'string' } } },
					{ in: 'query', name: 'q', schema: { type: 'string' }, description: 'Search' },
					{ in: 'query', name: 'limit', schema: { type: 'integer' } },
				],
				responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/PaginatedInterfaceList' } } } } },
			},
			post: { requestBody: { content: { 'application/json': { schema: { oneOf: [{ $ref: '#/components/schemas/WritableInterfaceRequest' }] } } } }, responses: {} },
		},
		'/api/dcim/interfaces/{id}/trace/': { get: { responses: {} } },
		'/api/ipam/vlans/': {
			get: { responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/PaginatedVLANList' } } } } } },
			post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/VLANRequest' } } } }, responses: {} },
		},
		'/api/status/': { get: { responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } } } },
	},
	components: {
		schemas: {
			PaginatedInterfaceList: { properties: { count: { type: 'integer' }, results: { type: 'array', items: { $ref: '#/components/schemas/Interface' } } } },
			PaginatedVLANList: { properties: { count: { type: 'integer' }, results: { type: 'array', items: { $ref: '#/components/schemas/VLAN' } } } },
			Interface: {
				properties: {
					id: { type: 'integer', readOnly: true },
					name: { type: 'string' },
					mode: { type: 'object', properties: { value: { type: 'string' } } },
					lag: { allOf: [{ $ref: '#/components/schemas/NestedInterface' }], nullable: true },
					untagged_vlan: { allOf: [{ $ref: '#/components/schemas/BriefVLAN' }], nullable: true },
					tagged_vlans: { type: 'array', items: { $ref: '#/components/schemas/BriefVLAN' } },
					tags: { type: 'array', items: { $ref: '#/components/schemas/NestedTag' } },
					custom_fields: { type: 'object', additionalProperties: {} },
					installed: { type: 'string', format: 'date-time' },
					last_updated: { type: 'string', format: 'date-time', readOnly: true },
				},
			},
			VLAN: { properties: { name: { type: 'string' }, vid: { type: 'integer' } } },
			VLANRequest: { properties: { name: { type: 'string' }, vid: { type: 'integer' } }, required: ['name', 'vid'] },
			WritableInterfaceRequest: {
				properties: {
					name: { type: 'string' },
					mode: { type: 'string', enum: ['access', 'tagged', '', null], description: 'How it is used\n\n* `access` - Access\n* `tagged` - Tagged' },
					lag: { type: 'integer', nullable: true, title: 'Parent LAG' },
					untagged_vlan: { oneOf: [{ type: 'integer' }, { allOf: [{ $ref: '#/components/schemas/BriefVLANRequest' }] }] },
					tagged_vlans: { type: 'array', items: { type: 'integer' } },
					tags: { type: 'array', items: { $ref: '#/components/schemas/NestedTagRequest' } },
					custom_fields: { type: 'object', additionalProperties: {} },
					local_context_data: {},
					installed: { type: 'string', format: 'date-time' },
					password: { type: 'string' },
				},
				required: ['name'],
			},
		},
	},
};
