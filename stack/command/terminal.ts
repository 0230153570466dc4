/** What of an output stream tells how it can be written to. */
export type Output = Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>;

/** Fewer columns than these show hardly a word of a line; a terminal that was told no size says that it has none. */
const narrowest = 20;

/** Whether lines can be drawn again in place: only on a terminal, and on one that knows its width. */
export function canRedraw({ isTTY = false, columns = 0 }: Output = process.stdout): boolean {
	return isTTY && columns >= narrowest;
}

/** Whether colours are shown, and not kept as codes in a file or read by another program; https://no-color.org. */
export function canColour({ isTTY = false }: Output = process.stdout, environment: NodeJS.ProcessEnv = process.env): boolean {
	return isTTY && !environment.NO_COLOR;
}
