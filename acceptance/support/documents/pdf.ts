/**
 * Writes a PDF of one A4 page (ISO 32000-1, 7.5): header, objects, cross-reference table, trailer.
 *
 * @param lines text of the page; ASCII
 */
export function pdf(lines: readonly string[]): Buffer {
	const text = ['BT /F1 11 Tf 56 780 Td 15 TL', ...lines.map((line) => `(${escape(line)}) Tj T*`), 'ET'].join('\n');
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
	];
	let file = '%PDF-1.7\n';
	const offsets = objects.map((object, index) => {
		const offset = file.length;
		file += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return `${String(offset).padStart(10, '0')} 00000 n \n`;
	});
	const count = objects.length + 1;
	const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`;
	return Buffer.from(`${file}${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`, 'ascii');
}

function escape(line: string): string {
	return line.replace(/[\\()]/g, (sign) => `\\${sign}`);
}
