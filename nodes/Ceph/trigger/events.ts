import type { INodePropertyOptions } from 'n8n-workflow';

/**
 * What a bucket tells of, in the gateway's own names (src/rgw/rgw_notify_event_type.cc). A release that does not know one
 * refuses the notification.
 */
export const EVENTS = [
	{ name: 'Expired by Life Cycle', value: 's3:ObjectLifecycle:Expiration:*', description: 'A life cycle rule removed an object or a version' },
	{ name: 'Expired by Life Cycle: Current Version', value: 's3:ObjectLifecycle:Expiration:Current' },
	{ name: 'Expired by Life Cycle: Delete Marker', value: 's3:ObjectLifecycle:Expiration:DeleteMarker' },
	{ name: 'Expired by Life Cycle: Older Version', value: 's3:ObjectLifecycle:Expiration:Noncurrent' },
	{ name: 'Moved by Life Cycle', value: 's3:ObjectLifecycle:Transition:*', description: 'A life cycle rule moved an object to another storage class' },
	{ name: 'Moved by Life Cycle: Current Version', value: 's3:ObjectLifecycle:Transition:Current' },
	{ name: 'Moved by Life Cycle: Older Version', value: 's3:ObjectLifecycle:Transition:Noncurrent' },
	{ name: 'Object Created', value: 's3:ObjectCreated:*', description: 'An object or a new version of it is there, however it came' },
	{ name: 'Object Created: Copy', value: 's3:ObjectCreated:Copy' },
	{ name: 'Object Created: Multipart Upload Completed', value: 's3:ObjectCreated:CompleteMultipartUpload' },
	{ name: 'Object Created: Post', value: 's3:ObjectCreated:Post', description: 'An upload by a form, or the begin of a multipart upload' },
	{ name: 'Object Created: Put', value: 's3:ObjectCreated:Put' },
	{ name: 'Object Removed', value: 's3:ObjectRemoved:*', description: 'An object or a version of it was deleted, or a delete marker hides it' },
	{ name: 'Object Removed: Delete', value: 's3:ObjectRemoved:Delete' },
	{ name: 'Object Removed: Delete Marker Created', value: 's3:ObjectRemoved:DeleteMarkerCreated' },
	{ name: 'Object Replicated', value: 's3:ObjectSynced:*', description: 'An object, or its deletion, came from another zone' },
	{ name: 'Object Replicated: Created', value: 's3:ObjectSynced:Create' },
	{ name: 'Object Replicated: Deleted', value: 's3:ObjectSynced:Delete' },
] as const satisfies readonly INodePropertyOptions[];
