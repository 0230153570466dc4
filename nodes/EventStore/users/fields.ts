import { InvalidField } from '../../shared/errors.ts';
import { field, locator } from '../../shared/field.ts';

export const userField = locator('searchUsers', { displayName: 'User', placeholder: 'auditor', description: 'The user, by login name' });

export const loginField = field({
	displayName: 'Login Name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'auditor',
	description: 'The name by which the user logs in; it cannot be changed',
});

export const passwordField = field({ displayName: 'Password', type: 'string', required: true, default: '', typeOptions: { password: true } });

export const fullNameField = field({ displayName: 'Full Name', type: 'string', default: '', placeholder: 'Ada Auditor' });

export const groupsField = field({
	displayName: 'Groups',
	type: 'string',
	default: '',
	placeholder: '$ops, auditors',
	description: 'Groups that the user is in, separated by commas; $admins may do everything, $ops runs the server, others stand in access lists',
});

/** @throws InvalidField for a name that the server takes and nobody can then log in with */
export function loginOf(text: string): string {
	if (text.includes(':')) throw new InvalidField('Login Name', `"${text}" has a colon, which ends the name where it is sent`, 'a name without a colon');
	if (text !== text.trim()) throw new InvalidField('Login Name', `"${text}" has a blank at its beginning or end`, 'a name without');
	return text;
}

export function groupsOf(text: string): string[] {
	return [...new Set(text.split(',').map((name) => name.trim()).filter(Boolean))];
}
