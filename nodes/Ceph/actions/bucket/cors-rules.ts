import { CORSConfiguration$, type CORSRule, GetBucketCorsCommand } from '@aws-sdk/client-s3';

import { InvalidField } from '../../../shared/errors.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { at } from '../../gateway/s3-json.ts';
import { METHODS } from './cors-table.ts';
import { readFramed } from './framed.ts';

export async function readCors(gateway: Gateway, Bucket: string): Promise<CORSRule[]> {
	return (await orNone(gateway.send(new GetBucketCorsCommand({ Bucket })), 'NoSuchCORSConfiguration'))?.CORSRules ?? [];
}

/** @throws InvalidField with the path of what is wrong; {@link checkCors} */
export function corsFromJson(json: unknown, field: string, zone: string): CORSRule[] {
	const rules = readFramed({ schema: CORSConfiguration$, list: 'CORSRules' }, json, field, zone) as CORSRule[];
	checkCors(rules, field);
	return rules;
}

/**
 * Refuses what the gateway refuses without saying why (RGWCORSRule_S3::xml_end in src/rgw/rgw_cors_s3.cc).
 *
 * @throws InvalidField
 */
export function checkCors(rules: readonly CORSRule[], field: string): void {
	rules.forEach(({ ID = '', AllowedOrigins = [], AllowedMethods = [], AllowedHeaders = [] }, index) => {
		const check = (holds: boolean, name: string, problem: string, allowed: string) => {
			if (!holds) throw new InvalidField(field, `${at(index, name)} ${problem}`, allowed);
		};
		check(ID.length <= 255, 'ID', 'is too long', 'at most 255 characters');
		check(AllowedOrigins.length > 0, 'AllowedOrigins', 'is empty', 'at least one, such as https://app.example.com, or *');
		check(AllowedMethods.length > 0, 'AllowedMethods', 'is empty', METHODS.join(', '));
		const method = AllowedMethods.find((one) => !METHODS.includes(one));
		check(method === undefined, 'AllowedMethods', `has ${JSON.stringify(method)}`, METHODS.join(', '));
		for (const [name, texts] of Object.entries({ AllowedOrigins, AllowedHeaders })) {
			const starred = texts.find((text) => text.split('*').length > 2);
			check(starred === undefined, name, `has ${JSON.stringify(starred)}`, 'one * in each at most');
		}
	});
}
