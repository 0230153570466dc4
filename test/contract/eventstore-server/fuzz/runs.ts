/** How many runs a property has: few by default; EVENTSTORE_FUZZ_RUNS multiplies them for a search by hand. */
export const runs = (few: number) => few * Number(process.env.EVENTSTORE_FUZZ_RUNS ?? 1);
