import type { CORSRule } from '@aws-sdk/client-s3';

import { rows } from '../../../shared/field.ts';

/** Requests that the rules can be about. */
export const METHODS: readonly string[] = ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'];

/** Which pages in browsers may use a bucket. */
export const corsTable = rows(
	'Rules',
	'Rule',
	{
		exposed: { displayName: 'Exposed Headers', type: 'string', default: '', placeholder: 'e.g. ETag', description: 'Headers of the answer that they may read beside the simple ones, separated by commas' },
		headers: { displayName: 'Headers', type: 'string', default: '*', placeholder: 'e.g. content-type', description: 'Headers that they may send, separated by commas; * for all' },
		maxAge: { displayName: 'Max Age (Seconds)', type: 'number', default: 0, typeOptions: { minValue: 0, numberPrecision: 0 }, description: 'How long a browser may remember the answer; 0 leaves it to the browser' },
		methods: {
			displayName: 'Methods',
			type: 'multiOptions',
			options: METHODS.map((method) => ({ name: method, value: method })),
			default: ['GET', 'HEAD'],
			required: true,
			description: 'Requests that they may make',
		},
		origins: { displayName: 'Origins', type: 'string', default: '*', required: true, placeholder: 'e.g. https://app.example.com', description: 'Pages that may use the bucket, separated by commas; * for all' },
	},
	'Which pages in browsers may use the bucket',
);

export interface CorsRow {
	origins: string;
	methods: readonly string[];
	headers: string;
	exposed: string;
	maxAge: number;
}

export function fromRows(table: readonly CorsRow[]): CORSRule[] {
	return table.map(({ origins, methods, headers, exposed, maxAge }) => ({
		AllowedOrigins: words(origins),
		AllowedMethods: [...methods],
		...(words(headers).length > 0 && { AllowedHeaders: words(headers) }),
		...(words(exposed).length > 0 && { ExposeHeaders: words(exposed) }),
		...(maxAge > 0 && { MaxAgeSeconds: maxAge }),
	}));
}

function words(text: string): string[] {
	return text
		.split(',')
		.map((word) => word.trim())
		.filter(Boolean);
}
