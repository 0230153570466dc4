import { collection } from '../../../shared/field.ts';
import { parseMoment } from '../../../shared/moment.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { isAtLeast, logEntry, type RawLogEntry } from './log-entries.ts';

export const logs = defineOperation<CephContext>()({
	name: 'Get Many Log Entries',
	action: 'Get many log entries of the cluster',
	description: 'List what the cluster log and the audit log say, the latest first; the Dashboard keeps the last thirty entries of each',
	fields: {
		log: {
			displayName: 'Log',
			type: 'options',
			options: [
				{ name: 'Audit', value: 'audit', description: 'Who gave which command' },
				{ name: 'Both', value: 'both', description: 'Both logs as one' },
				{ name: 'Cluster', value: 'cluster', description: 'What happened in the cluster' },
			],
			default: 'cluster',
		},
		options: collection('Add option', {
			leastLevel: {
				displayName: 'Least Level',
				type: 'options',
				options: [
					{ name: 'Debug', value: 'debug' },
					{ name: 'Error', value: 'error' },
					{ name: 'Info', value: 'info' },
					{ name: 'Security', value: 'security' },
					{ name: 'Warning', value: 'warning' },
				],
				default: 'warning',
				description: 'Leaves out what is less grave: the order is debug, info, security, warning, error',
			},
			since: { displayName: 'Since', type: 'dateTime', default: '', description: 'Leaves out what is older' },
		}),
	},
	list: true,
	async run({ fields: { log, options }, dashboard }) {
		const { leastLevel = 'debug', since = '' } = options;
		const from = since === '' ? undefined : parseMoment(since, 'Since').getTime();
		const { clog, audit_log } = await dashboard.get<{ clog: RawLogEntry[]; audit_log: RawLogEntry[] }>('api/logs/all');
		const entries = { cluster: clog, audit: audit_log, both: [...clog, ...audit_log] }[log];
		return entries
			.map(logEntry)
			.filter(({ time, level }) => (from === undefined || Date.parse(time) >= from) && isAtLeast(level, leastLevel))
			.sort((a, b) => (a.time > b.time ? -1 : 1));
	},
});
