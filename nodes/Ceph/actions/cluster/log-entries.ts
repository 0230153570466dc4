import { isoTime } from '../../iso-time.ts';

/** An entry of the cluster log or of the audit log, as the Dashboard keeps it. */
export interface RawLogEntry {
	stamp: string;
	name: string;
	channel: string;
	priority: string;
	message: string;
}

/** From the least to the most grave, as Ceph orders them. */
const LEVELS = [
	['[DBG]', 'debug'],
	['[INF]', 'info'],
	['[SEC]', 'security'],
	['[WRN]', 'warning'],
	['[ERR]', 'error'],
] as const;

export type Level = (typeof LEVELS)[number][1];

export function logEntry({ stamp, name, channel, priority, message }: RawLogEntry) {
	const level = LEVELS.find(([code]) => code === priority)?.[1] ?? priority;
	return { time: isoTime(stamp) ?? stamp, log: channel, level, source: name, message };
}

/** @param least entries of this level and graver ones; those of a level that is unknown as well */
export function isAtLeast(level: string, least: Level): boolean {
	const rank = LEVELS.findIndex(([, word]) => word === level);
	return rank === -1 || rank >= LEVELS.findIndex(([, word]) => word === least);
}
