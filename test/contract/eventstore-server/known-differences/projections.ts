import type { KnownDifferences } from '../replay/known-differences.ts';

const neverAnswers = 'the real server never answers when asked for the state or the result of a text that it did not understand; here a status says so at once';
const aborted = { step: 'aborted', path: 'result.status', what: 'whether it was paused, waiting for events, when it was aborted' };
const paused = { either: [aborted] };

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
	leftToChance: {
		'$by_event_type: enable, disable, abort': paused,
		'$by_category: enable, disable, abort': paused,
		'$stream_by_category: enable, disable, abort': paused,
		'$by_correlation_id: enable, disable, abort': { either: [{ ...aborted, shownBy: '$by_event_type: enable, disable, abort' }] },
		'$by_category': { linksAnywhere: true },
		'$by_event_type': { linksAnywhere: true },
		'$by_correlation_id': { linksAnywhere: true },
		'names': {
			either: [{ step: 'status', path: 'result', what: 'which projection comes last when all are listed' }],
		},
	},
} satisfies KnownDifferences;
