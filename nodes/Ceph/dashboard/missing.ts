import { SystemError } from '../../shared/errors.ts';

/** The failure of an operation on something that is not there, where Ceph itself says nothing or takes it for done. */
export function missing(kind: string, name: string): SystemError {
	return new SystemError({
		message: `There is no ${kind} ${JSON.stringify(name)}`,
		description: 'Check the name: upper and lower case differ.',
		code: '404',
	});
}

/** The failure of creating something that is there, where Ceph itself takes it for done or changes what is there. */
export function exists(kind: string, name: string, instead: string): SystemError {
	return new SystemError({ message: `There is a ${kind} ${JSON.stringify(name)} already`, description: instead, code: '409' });
}
