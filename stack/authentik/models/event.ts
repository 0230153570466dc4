import type { Model, Stored } from '../storage/model.ts';

export const EVENT_ACTIONS = [
	'login',
	'login_failed',
	'logout',
	'user_write',
	'user_offboarded',
	'suspicious_request',
	'password_set',
	'secret_view',
	'secret_rotate',
	'invitation_used',
	'authorize_application',
	'source_linked',
	'impersonation_started',
	'impersonation_ended',
	'flow_execution',
	'policy_execution',
	'policy_exception',
	'property_mapping_exception',
	'system_task_execution',
	'system_task_exception',
	'system_exception',
	'configuration_error',
	'configuration_warning',
	'model_created',
	'model_updated',
	'model_deleted',
	'email_sent',
	'update_available',
	'export_ready',
	'review_initiated',
	'review_overdue',
	'review_attested',
	'review_completed',
	'access_request_created',
	'access_request_approved',
	'access_request_denied',
	'access_request_revoked',
	'custom_',
] as const;

export type EventAction = (typeof EVENT_ACTIONS)[number];

export interface EventUser {
	pk: number;
	email: string;
	username: string;
}

export interface Event extends Stored {
	pk: string;
	user: EventUser | Record<string, never>;
	action: EventAction;
	app: string;
	context: Record<string, unknown>;
	client_ip: string | null;
	created: string;
	expires: string;
	brand: Record<string, unknown>;
}

export const eventModel: Model<Event> = {
	app: 'authentik_events',
	name: 'event',
	verboseName: 'Event',
	key: 'uuid',
	unique: [],
	indexed: ['created', 'action', 'expires'],
	references: {},
};
