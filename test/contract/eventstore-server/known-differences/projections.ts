import type { KnownDifferences } from '../replay/known-differences.ts';

const neverAnswers = 'the real server never answers when asked for the state or the result of a text that it did not understand; here a status says so at once';
const linksLater = 'left to chance: the real server writes links a little after the events, so that others may lie between them in the log; here they are written with them';
const paused = 'left to chance: the real server aborted it while it waited for events (recorded as Paused), or not';

export default {
	complete: true,
	scenarios: {
		'a continuous projection: state, result, status': {
			reason: 'how far it has read when it is asked at once is left to chance',
			chance: true,
		},
		'fromStreams, in order of the log': {
			reason: 'whether the reordered projection has read something within the wait is left to chance',
			chance: true,
		},
		'$by_event_type: enable, disable, abort': { reason: paused, only: 'insecure' },
		'$by_correlation_id: enable, disable, abort': { reason: paused },
		'$by_category: enable, disable, abort': { reason: paused, only: 'tls' },
		'$stream_by_category: enable, disable, abort': { reason: paused, only: 'tls' },
		'$by_category': { reason: linksLater },
		'$by_event_type': { reason: linksLater },
		'$by_correlation_id': { reason: linksLater },
		'names': { reason: 'left to chance: which projection comes last when the real server lists all of them', only: 'tls' },
		'projection: a state that is text': { reason: 'the real server never answers; here the text is the answer' },
		'projection: fault: partitionBy throws': { reason: 'the real server never answers when asked for the result; here it is empty, as with other faults' },
		'projection: foreachStream of one stream': { reason: neverAnswers },
		'projection: $created with foreachStream': { reason: neverAnswers },
		'projection: fault: an error in the text': { reason: neverAnswers },
		'projection: fault: text that throws': { reason: neverAnswers },
		'projection: fault: a name that is not defined in the text': { reason: neverAnswers },
		'projection: no source': { reason: neverAnswers },
		'projection: empty text': { reason: neverAnswers },
		'projection: fromStream of nothing': { reason: neverAnswers },
		'projection: fromStreams of nothing': { reason: neverAnswers },
		'projection: an unknown option': { reason: neverAnswers },
	},
} satisfies KnownDifferences;
