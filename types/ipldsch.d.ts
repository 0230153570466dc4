/** A file of IPLD schema text; bundled as a string. */
declare module '*.ipldsch' {
	const dsl: string;
	export default dsl;
}
