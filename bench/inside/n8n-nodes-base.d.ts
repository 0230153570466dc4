/** n8n's own S3 node, which is there in the container where the benchmark runs. */
declare module 'n8n-nodes-base/dist/nodes/S3/S3.node.js' {
	import type { INodeType } from 'n8n-workflow';

	export const S3: new () => INodeType;
}
