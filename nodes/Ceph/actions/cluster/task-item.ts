import { isoTime } from '../../iso-time.ts';
import type { FinishedTask, RunningTask } from '../../dashboard/task.ts';

export function runningTask({ name, metadata, begin_time, progress }: RunningTask) {
	return { name, state: 'executing', metadata, progress, beganAt: isoTime(begin_time), endedAt: null, seconds: null, result: null, error: null };
}

export function finishedTask({ name, metadata, begin_time, end_time, progress, duration, success, ret_value, exception }: FinishedTask) {
	return {
		name,
		state: success ? 'finished' : 'failed',
		metadata,
		progress,
		beganAt: isoTime(begin_time),
		endedAt: isoTime(end_time),
		seconds: duration,
		result: ret_value,
		error: success ? null : (exception?.detail ?? 'unknown'),
	};
}
