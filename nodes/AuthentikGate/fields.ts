import { collection, rows } from '../shared/field.ts';

export const gateFields = {
	token: {
		displayName: 'Access Token',
		type: 'string',
		typeOptions: { password: true },
		raw: true,
		default: '={{ $json.headers.authorization }}',
		description:
			'The Authorization header of the call, or the token alone. A token stays valid until it expires, even when its user is deactivated meanwhile.',
	},
	requiredGroups: {
		displayName: 'Required Groups',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Group' },
		default: [],
		placeholder: 'document-publishers',
		description: 'Names of groups in Authentik. The caller must have asked for the scope "profile" for the token to name them.',
	},
	groupsMatch: {
		displayName: 'Groups Match',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'The caller is in every one of the groups' },
			{ name: 'Any', value: 'any', description: 'The caller is in at least one of the groups' },
		],
		default: 'any',
		description: 'How many of the required groups the caller must be in',
	},
	requiredScopes: {
		displayName: 'Required Scopes',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Scope' },
		default: [],
		placeholder: 'documents:write',
		description: 'Scopes that the token must all have been granted',
	},
	options: collection('Add option', {
		algorithm: {
			displayName: 'Algorithm',
			type: 'options',
			options: [
				{ name: 'EdDSA', value: 'EdDSA' },
				{ name: 'ES256', value: 'ES256' },
				{ name: 'ES384', value: 'ES384' },
				{ name: 'ES512', value: 'ES512' },
				{ name: 'RS256', value: 'RS256' },
			],
			default: 'RS256',
			description: "The one algorithm that tokens may be signed with; it follows from the provider's signing key (RSA: RS256)",
		},
		clockSkew: {
			displayName: 'Clock Skew',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 300 },
			default: 30,
			description: "Seconds by which Authentik's clock and this one may differ",
		},
		furtherApplications: rows(
			'Further Applications',
			'Application',
			{
				issuer: {
					displayName: 'Issuer',
					type: 'string',
					default: '',
					placeholder: 'https://authentik.example.com/application/o/reports/',
					description: 'As its provider shows it in Authentik; that of the credential when empty',
				},
				clientId: {
					displayName: 'Client ID',
					type: 'string',
					default: '',
					required: true,
					description: 'Client ID of its provider',
				},
				applicationSlug: {
					displayName: 'Application Slug',
					type: 'string',
					default: '',
					placeholder: 'reports',
					description: 'Only where all providers have the same issuer: the slug of the application in Authentik',
				},
			},
			'Applications of the same Authentik whose callers pass too, signed with the same algorithm; "client" of the identity says which it was',
		),
		groupsClaim: {
			displayName: 'Groups Claim',
			type: 'string',
			default: 'groups',
			description: "Name of the claim that lists the caller's groups, when a property mapping in Authentik calls it otherwise",
		},
		identityField: {
			displayName: 'Identity Field',
			type: 'string',
			default: 'identity',
			description: 'Name of the field that says who calls',
		},
		includeClaims: {
			displayName: 'Include Claims',
			type: 'boolean',
			default: false,
			description: 'Whether to add all claims of the token to the identity',
		},
		keepToken: {
			displayName: 'Keep Access Token',
			type: 'boolean',
			default: false,
			description:
				'Whether items of allowed callers keep what holds their access token, such as the Authorization header, here and in the node before. Whoever may see an execution in n8n can then act as the caller until the token expires.',
		},
	}),
} as const;
