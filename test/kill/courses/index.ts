import type { Course } from './course.ts';
import { documents } from './documents.ts';
import { volumes } from './volumes.ts';

/** Every process of the library, in each of the ways that it goes. */
export const courses: readonly Course[] = [...documents, ...volumes];

/** The names of the processes. */
export const processes = [...new Set(courses.flatMap(named))];

/**
 * The courses of processes that somebody has named; all when nobody has.
 *
 * @throws Error that lists the known names
 */
export function coursesOf(names: readonly string[]): Course[] {
	const unknown = names.find((name) => !processes.includes(name));
	if (unknown !== undefined) throw new Error(`There is no process ${JSON.stringify(unknown)} that is killed here. Known: ${processes.join(', ')}.`);
	return courses.filter((course) => names.length === 0 || named(course).some((name) => names.includes(name)));
}

function named({ process, with: others = [] }: Course): string[] {
	return [process, ...others];
}
