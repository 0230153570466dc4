/** Makes a text one that XML takes. */
export function escaped(text: string): string {
	// Control characters are not allowed in XML, not even by their numbers.
	const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
	return clean.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Breaks a text into lines of so many signs at most, where it has spaces; a longer word has a line of its own. */
export function wrapped(text: string, signs: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/).filter(Boolean)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= signs) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

/** Of the markdown that notes are written in, the words. */
export function withoutMarkdown(text: string): string {
	return text
		.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/^#+\s*/gm, '')
		.replace(/[*_`]{1,3}(\S(?:[^\n]*?\S)?)[*_`]{1,3}/g, '$1');
}
