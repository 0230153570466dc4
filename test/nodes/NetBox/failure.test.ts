import { ownWords, statusFailure } from '../../../nodes/NetBox/failure.ts';

describe("NetBox's own words", () => {
	it.each<[unknown, string | undefined]>([
		[{ name: ['This field is required.'], slug: ['Enter a valid slug.', 'Too long.'] }, 'name: This field is required.; slug: Enter a valid slug.; slug: Too long.'],
		[{ detail: 'Invalid v2 token' }, 'Invalid v2 token'],
		[{ non_field_errors: ['Position taken.'] }, 'Position taken.'],
		[{ __all__: ['Position taken.'] }, 'Position taken.'],
		[{ custom_fields: { owner: ['Unknown.'] } }, 'custom_fields.owner: Unknown.'],
		[[{}, { name: ['Required.'] }], '1.name: Required.'],
		[['Only this.'], 'Only this.'],
		[{ error: 'out of order', exception: 'OSError', netbox_version: '4.7.3' }, 'out of order'],
		[{}, undefined],
		['<!DOCTYPE html>', undefined],
		[null, undefined],
	])('in %j', (body, words) => {
		expect(ownWords(body)).toBe(words);
	});
});

describe('an error answer', () => {
	it('to one of two creations at once is a conflict', () => {
		const { failure } = statusFailure(500, { error: 'duplicate key', exception: 'IntegrityError', python_version: '3.14.8' }, '/api/dcim/sites/');
		expect(failure).toMatchObject({ code: '409', message: 'duplicate key' });
	});

	it.each([
		[403, { detail: 'Invalid v1 token' }, /Check the token/],
		[403, { detail: 'You do not have permission to perform this action.' }, /Permissions/],
		[404, '<html>', /Choose an object type/],
		[409, { detail: 'Unable to delete object. 1 dependent objects were found' }, /depends on it/],
		[500, '<html>', /log of NetBox/],
	])('%i %j says what to do', (status, body, description) => {
		const { failure } = statusFailure(status, body, '/api/dcim/sites/');
		expect(failure).toMatchObject({ code: String(status), description: expect.stringMatching(description) as string });
		expect(failure.message).not.toContain('<html>');
	});
});
