/** Where a build is: step k of n of a stage, and the instruction. */
export interface BuildStep {
	current: number;
	total: number;
	/** Name of the stage, where the builder says it. */
	stage?: string;
	instruction: string;
}

/**
 * The step that a line of a builder's output begins, if it begins one. Both builders' forms:
 * `Step 3/12 : RUN make` and, from BuildKit's plain progress, `#7 [build 3/12] RUN make`.
 */
export function parseBuildStep(line: string): BuildStep | undefined {
	const legacy = /^Step (\d+)\/(\d+) : (.+)$/.exec(line);
	if (legacy) return step(legacy[1], legacy[2], undefined, legacy[3]);
	const buildKit = /^#\d+ \[(?:(\S+) +)?(\d+)\/(\d+)\] (.+)$/.exec(line);
	if (buildKit) return step(buildKit[2], buildKit[3], buildKit[1], buildKit[4]);
	return undefined;
}

function step(current = '', total = '', stage: string | undefined, instruction = ''): BuildStep {
	return {
		current: Number(current),
		total: Number(total),
		...(stage ? { stage } : {}),
		instruction: instruction.replace(/\s+/g, ' ').trim(),
	};
}

/** The step in one short line, e.g. `step 3/12: RUN make`. */
export function describeStep({ current, total, stage, instruction }: BuildStep, width = 90): string {
	const text = `step ${current}/${total}${stage ? ` of ${stage}` : ''}: ${instruction}`;
	return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

/** Seconds and minutes as people read them: `42 s`, `3 min 05 s`. */
export function duration(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
