/** Colours for one kind of screen. */
interface Colours {
	ground: string;
	card: string;
	line: string;
	wire: string;
	text: string;
	faint: string;
	note: string;
	noteLine: string;
	/** What never ran. */
	missing: string;
	missingCard: string;
	/** What is known not to run. */
	known: string;
	knownCard: string;
}

const LIGHT: Colours = {
	ground: '#f7f7fa',
	card: '#ffffff',
	line: '#8d93a8',
	wire: '#9ba1b5',
	text: '#26283a',
	faint: '#6a7086',
	note: '#fdf6d8',
	noteLine: '#e8dca6',
	missing: '#d3261a',
	missingCard: '#fdebe9',
	known: '#b45f06',
	knownCard: '#fdf1e1',
};

const DARK: Colours = {
	ground: '#17181f',
	card: '#2a2c38',
	line: '#7b819a',
	wire: '#6c7289',
	text: '#e7e8f0',
	faint: '#a3a8bd',
	note: '#2c2a20',
	noteLine: '#4a4632',
	missing: '#ff6a5e',
	missingCard: '#431f1d',
	known: '#f0a550',
	knownCard: '#40301b',
};

/** The style of a picture. Colours stand in it as they are: what shows pictures outside of browsers knows no variables. */
export const pictureStyle = `
.canvas { font: 12px system-ui, sans-serif }
.canvas text { text-anchor: middle }
.canvas .wire { fill: none; stroke-width: 2 }
.canvas .node rect, .canvas .node path { stroke-width: 2 }
.canvas .kind { font-size: 11px }
.canvas .label { font-size: 10px; text-anchor: start }
.canvas .note { opacity: .55 }
.canvas .note text { text-anchor: start; font-size: 11px }
.canvas .off { opacity: .35 }
.canvas .wire.missing, .canvas .wire.known { stroke-width: 3 }
.canvas .wire.known, .canvas .known rect, .canvas .known path { stroke-dasharray: 6 5 }
${onBoth(pictureColours)}`;

function pictureColours({ ground, card, line, wire, text, faint, note, noteLine, missing, missingCard, known, knownCard }: Colours): string {
	return `
.canvas .ground { fill: ${ground} }
.canvas text { fill: ${text} }
.canvas .wire { stroke: ${wire} }
.canvas .handle { fill: ${wire} }
.canvas .kind, .canvas .label, .canvas .note text { fill: ${faint} }
.canvas .note rect { fill: ${note}; stroke: ${noteLine} }
.canvas .node rect, .canvas .node path { fill: ${card}; stroke: ${line} }
${marked('missing', missing, missingCard)}
${marked('known', known, knownCard)}`;
}

function marked(state: string, colour: string, card: string): string {
	return `.canvas .wire.${state} { stroke: ${colour} }
.canvas .node.${state} rect, .canvas .node.${state} path { fill: ${card}; stroke: ${colour} }
.canvas .node.${state} text { fill: ${colour} }`;
}

/** The style of the page around the pictures. */
export const pageStyle = `
body { margin: 0 auto; max-width: 1500px; padding: 24px; font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 24px; margin: 0 0 4px } h2 { font-size: 18px; margin: 40px 0 4px } p { margin: 4px 0 12px } a { color: inherit }
table { border-collapse: collapse } td, th { padding: 3px 18px 3px 0; text-align: left; font-weight: normal }
td.number { font-variant-numeric: tabular-nums; text-align: right }
.picture { overflow-x: auto; border: 1px solid; border-radius: 8px }
.picture svg { display: block; max-width: 100%; height: auto; margin: 0 auto }
${onBoth(
	({ ground, text, faint, noteLine, missing, known }) => `
body { background: ${ground}; color: ${text} }
.faint, th { color: ${faint} }
.picture { border-color: ${noteLine} }
.missing { color: ${missing} }
.known { color: ${known} }`,
)}`;

/** The same rules for light and for dark screens. */
function onBoth(rules: (colours: Colours) => string): string {
	return `${rules(LIGHT)}\n@media (prefers-color-scheme: dark) {${rules(DARK)}\n}\n`;
}
