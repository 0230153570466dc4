import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { type Dashboard, dashboard } from './dashboard/dashboard.ts';
import type { GatewayCredential } from './gateway/client.ts';
import { type Gateway, gateway } from './gateway/gateway.ts';

/** Ceph's two doors. Each asks for its own credential when it is first used, so that an operation needs only one. */
export interface CephContext {
	/** The manager's REST API: the cluster itself, pools, block images, gateway users. */
	dashboard: Dashboard;
	/** RGW's S3 API: buckets and objects. */
	gateway: Gateway;
}

export function connect(execution: IExecuteFunctions | ILoadOptionsFunctions): CephContext {
	const signal = 'getExecutionCancelSignal' in execution ? execution.getExecutionCancelSignal() : undefined;
	return {
		dashboard: dashboard(execution, signal),
		gateway: gateway(() => execution.getCredentials<GatewayCredential>('cephObjectGatewayApi'), signal),
	};
}
