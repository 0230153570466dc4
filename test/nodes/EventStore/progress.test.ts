import type { GroupInfo } from '../../../nodes/EventStore/groups/groups.ts';
import { progressOf } from '../../../nodes/EventStore/groups/progress.ts';

const at = (place: bigint) => ({ commit: place, prepare: place });
const group = (startFrom: unknown, stats: object, eventSource = 'orders-1') => ({ eventSource, settings: { startFrom }, stats }) as unknown as GroupInfo;
const ofLog = (startFrom: unknown, stats: object) => group(startFrom, stats, '$all');

it.each([
	['what is not done', group('start', { lastCheckpointedEventRevision: 3n, lastKnownEventRevision: 8n }), undefined, 5n],
	['what nobody has begun with', group('start', { lastKnownEventRevision: 8n }), undefined, 9n],
	['what it is not told of without consumers', group('start', { lastCheckpointedEventRevision: 3n, lastKnownEventRevision: 4n }), 9n, 6n],
	['nothing where there is nothing', group('start', {}), undefined, 0n],
	['what comes from the revision on at which it begins', group(5n, { lastKnownEventRevision: 8n }), undefined, 4n],
	['nothing that is known before something is done, when it begins at the end', group('end', { lastKnownEventRevision: 8n }), undefined, undefined],
	['nothing when the server counts further than the stream goes', group('start', { lastCheckpointedEventRevision: 9n, lastKnownEventRevision: 4n }), 4n, 0n],
])('a group of a stream is behind by %s', (_what, info, last, lag) => {
	expect(progressOf(info, last).lag).toBe(lag);
});

it.each([
	['from the checkpoint', ofLog('start', { lastCheckpointedEventPosition: at(300n), lastKnownEventPosition: at(800n) }), undefined, 500n],
	['to what it is not told of without consumers', ofLog('start', { lastCheckpointedEventPosition: at(300n) }), at(900n), 600n],
	['from the beginning, where nothing is done', ofLog('start', { lastKnownEventPosition: at(800n) }), undefined, 800n],
	['from where it begins', ofLog(at(700n), { lastKnownEventPosition: at(800n) }), undefined, 100n],
	['from the beginning, where it is told of nothing', ofLog('start', {}), at(400n), 400n],
	['from nowhere that is known, when it begins at the end', ofLog('end', { lastKnownEventPosition: at(800n) }), undefined, undefined],
])('a group of all streams is behind by the bytes %s', (_what, info, last, lagBytes) => {
	expect(progressOf(info, last).lagBytes).toBe(lagBytes);
	expect(progressOf(info, last).lag).toBeUndefined();
});
