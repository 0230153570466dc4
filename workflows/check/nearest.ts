const FEW = 5;

/** The few names that are written most alike, the best first: what somebody may have meant. */
export function nearest(name: string, names: readonly string[]): string[] {
	const ranked = names.map((candidate) => ({ candidate, likeness: likeness(name, candidate) }));
	return ranked.toSorted((a, b) => b.likeness - a.likeness).slice(0, FEW).map(({ candidate }) => candidate);
}

/** Dice's coefficient of the pairs of neighbouring letters: from 0, none in common, to 1. */
function likeness(one: string, other: string): number {
	const [a, b] = [pairs(one), pairs(other)];
	const common = [...a].filter((pair) => b.has(pair)).length;
	return (2 * common) / (a.size + b.size || 1);
}

function pairs(text: string): Set<string> {
	const letters = text.toLowerCase();
	return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) => letters.slice(index, index + 2)));
}
