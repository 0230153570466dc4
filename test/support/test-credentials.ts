import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeParameters,
	INodeProperties,
	Workflow,
} from 'n8n-workflow';
import { ICredentialsHelper } from 'n8n-workflow';

/**
 * Stands for n8n's credential store: hands out what a test gives, and authenticates requests by the credential class
 * as n8n does (generic expressions, functions, and a token fetched before the first request).
 */
export class TestCredentials extends ICredentialsHelper {
	private readonly data: Record<string, ICredentialDataDecryptedObject>;
	private readonly types: readonly ICredentialType[];
	private readonly workflow: Workflow;

	constructor(data: Record<string, ICredentialDataDecryptedObject>, types: readonly ICredentialType[], workflow: Workflow) {
		super();
		this.data = data;
		this.types = types;
		this.workflow = workflow;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type(typeName);
		if (authenticate === undefined) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		const { headers, qs, auth } = this.resolve(authenticate.properties, credentials);
		return {
			...request,
			headers: { ...request.headers, ...headers },
			qs: { ...request.qs, ...qs },
			...(auth && { auth: auth }),
		};
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: unknown,
		expired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.type(typeName);
		const token = type.properties.find(({ typeOptions }) => typeOptions?.expirable === true);
		if (type.preAuthentication === undefined || token === undefined) return undefined;
		if (!expired && credentials[token.name]) return undefined;
		return await this.runPreAuthentication(helpers, credentials, typeName);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const fetched = await this.type(typeName).preAuthentication?.call(helpers, credentials);
		Object.assign(credentials, fetched);
		return fetched as ICredentialDataDecryptedObject;
	}

	async getCredentials(): Promise<never> {
		throw new Error('Tests give credentials decrypted');
	}

	async getDecrypted(_additional: unknown, _node: unknown, type: string): Promise<ICredentialDataDecryptedObject> {
		const data = this.data[type];
		if (data === undefined) throw new Error(`The test gives no credential of type ${type}`);
		return data;
	}

	async updateCredentials(): Promise<never> {
		throw new Error('Tests keep no credentials');
	}

	async updateCredentialsOauthTokenData(): Promise<never> {
		throw new Error('Tests keep no credentials');
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.type(type).properties;
	}

	private type(name: string): ICredentialType {
		const type = this.types.find((candidate) => candidate.name === name);
		if (type === undefined) throw new Error(`The test gives no credential class ${name}`);
		return type;
	}

	private resolve<T extends object>(value: T, $credentials: ICredentialDataDecryptedObject): T {
		const keys = { $credentials };
		return this.workflow.expression.getComplexParameterValue(
			this.workflow.getNode(Object.keys(this.workflow.nodes)[0]!)!,
			value as INodeParameters,
			'internal',
			keys,
			undefined,
			value as INodeParameters,
		) as unknown as T;
	}
}
