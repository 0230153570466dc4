import { parseByteSize } from '../../shared/byte-size.ts';
import { InvalidField } from '../../shared/errors.ts';
import { rows } from '../../shared/field.ts';

export const qosField = rows(
	'QoS Limits',
	'Limit',
	{
		limit: {
			displayName: 'Limit',
			type: 'options',
			options: [
				{ name: 'Bytes per Second', value: 'rbd_qos_bps_limit' },
				{ name: 'Bytes per Second, Burst', value: 'rbd_qos_bps_burst' },
				{ name: 'Operations per Second', value: 'rbd_qos_iops_limit' },
				{ name: 'Operations per Second, Burst', value: 'rbd_qos_iops_burst' },
				{ name: 'Read Bytes per Second', value: 'rbd_qos_read_bps_limit' },
				{ name: 'Read Bytes per Second, Burst', value: 'rbd_qos_read_bps_burst' },
				{ name: 'Read Operations per Second', value: 'rbd_qos_read_iops_limit' },
				{ name: 'Read Operations per Second, Burst', value: 'rbd_qos_read_iops_burst' },
				{ name: 'Written Bytes per Second', value: 'rbd_qos_write_bps_limit' },
				{ name: 'Written Bytes per Second, Burst', value: 'rbd_qos_write_bps_burst' },
				{ name: 'Written Operations per Second', value: 'rbd_qos_write_iops_limit' },
				{ name: 'Written Operations per Second, Burst', value: 'rbd_qos_write_iops_burst' },
			],
			default: 'rbd_qos_iops_limit',
		},
		value: {
			displayName: 'Value',
			type: 'string',
			default: '',
			placeholder: 'e.g. 500 or 20 MiB',
			description: "A number of operations, or a size; 0 sets no limit, empty takes back the image's own so that the pool's applies",
		},
	},
	'How fast clients of the image may be at most',
);

/** A row of the table. */
export interface QosLimit {
	limit: (typeof qosField.fields.limit.options)[number]['value'];
	value: string;
}

/**
 * Turns the rows into the image's own settings, which Ceph keeps as text.
 *
 * @returns undefined without rows; `null` for a setting to take back
 * @throws InvalidField when a value is no number or no size
 */
export function qosSettings(limits: readonly QosLimit[] | undefined): Record<string, string | null> | undefined {
	if (limits === undefined || limits.length === 0) return undefined;
	return Object.fromEntries(limits.map(({ limit, value }) => [limit, value.trim() === '' ? null : String(quantity(limit, value))]));
}

function quantity(limit: string, value: string): number {
	if (limit.includes('_bps_')) return parseByteSize(value, 'QoS Limits');
	const number = Number(value);
	if (!Number.isSafeInteger(number) || number < 0) {
		throw new InvalidField('QoS Limits', `got "${value.slice(0, 80)}" for ${limit}`, 'a whole number of operations per second, 0 or more');
	}
	return number;
}
