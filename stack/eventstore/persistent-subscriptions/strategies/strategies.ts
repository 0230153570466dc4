import type { StrategyName } from '../settings.ts';
import { DispatchToSingle } from './dispatch-to-single.ts';
import { correlationKey, streamKey } from './keys.ts';
import { Pinned } from './pinned.ts';
import { RoundRobin } from './round-robin.ts';
import type { Strategy } from './strategy.ts';

export function createStrategy(name: StrategyName): Strategy {
	switch (name) {
		case 'DispatchToSingle': return new DispatchToSingle();
		case 'RoundRobin': return new RoundRobin();
		case 'Pinned': return new Pinned(streamKey);
		case 'PinnedByCorrelation': return new Pinned(correlationKey);
	}
}
