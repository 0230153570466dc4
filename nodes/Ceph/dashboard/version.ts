import { readRelease } from './release.ts';

/** The number in what a daemon or client says of itself, such as 20.2.4; all of it where it has none, such as a kernel's. */
export function shortVersion(banner: string | undefined): string | undefined {
	return readRelease(banner ?? '').version || banner || undefined;
}
