/** Lets Jest import a file of schema text as a string, as the bundle does. */
export default {
	process: (text) => ({ code: `export default ${JSON.stringify(text)};` }),
};
