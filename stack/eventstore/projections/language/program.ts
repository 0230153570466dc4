/**
 * The vendor's projection language, as a script that runs inside the sandbox before the user's text: the functions that
 * describe a projection (`fromStream`, `when`, …), then, once the text was read, what the server calls for each event.
 * Its value is the object whose functions the server calls.
 *
 * Answers leave as text in parts that U+0001 separates, a character that JSON always escapes.
 */
export const program = String.raw`(() => {
	// A text may put others in their places.
	const { parse, stringify } = JSON;
	const source = { all: false, streams: [], categories: [], byStream: false, byPartition: false };
	const options = {};
	const transforms = [];
	const handlers = new Map();
	let hasWhen = false;
	let producesResults = false;
	let partitionBy;
	let refusal;

	// What the vendor's host refuses cannot be caught by the projection: it counts whatever the projection makes of it.
	const refuse = (text) => {
		refusal ??= text;
		throw new Error(text);
	};
	const hidden = (methods, forbidden = []) => {
		const chain = {};
		for (const [name, value] of Object.entries(methods)) Object.defineProperty(chain, name, { value });
		for (const name of forbidden) {
			const value = () => { throw new TypeError("Property '" + name + "' of object is not a function"); };
			Object.defineProperty(chain, name, { value });
		}
		return chain;
	};

	const later = ['when', 'partitionBy', 'foreachStream'];
	const transformed = () => hidden({ transformBy, filterBy, outputState, outputTo }, later);
	function transformBy(change) { transforms.push({ change }); producesResults = true; return transformed(); }
	function filterBy(passes) { transforms.push({ passes }); producesResults = true; return transformed(); }
	function outputState() { producesResults = true; return hidden({ transformBy, filterBy, outputTo }, [...later, 'outputState']); }
	function outputTo(stream, partitions) {
		producesResults = true;
		if (stream !== undefined) options.resultStreamName = String(stream);
		if (partitions !== undefined) options.partitionResultStreamNamePattern = String(partitions);
	}
	function when(given) {
		hasWhen = true;
		for (const [name, handler] of Object.entries(given ?? {})) if (typeof handler === 'function') handlers.set(name, handler);
		return hidden({ transformBy, filterBy, outputState, outputTo }, later);
	}
	function partition(choose) { partitionBy = choose; source.byPartition = true; return hidden({ when }, [...later.slice(1), 'outputState']); }
	function foreachStream() { source.byStream = true; return hidden({ when }, [...later.slice(1), 'outputState']); }

	const one = { when, partitionBy: partition, outputState };
	const many = { ...one, foreachStream };
	// Sources of several sentences come together; of handlers with the same name the last one stands.
	const from = (kind, names) => { source[kind] = [...source[kind], ...names]; };
	const names = (given, what) => {
		const list = given.length === 1 && Array.isArray(given[0]) ? given[0] : given;
		for (const name of list) if (typeof name !== 'string') refuse(what);
		return list;
	};
	const sources = {
		fromAll() { source.all = true; return hidden(many); },
		fromStream(stream) { from('streams', names([stream], 'stream')); return hidden(one, ['foreachStream']); },
		fromStreams(...streams) { from('streams', names(streams, 'streams')); return hidden(one, ['foreachStream']); },
		fromCategory(...categories) { from('categories', names(categories, 'category')); return hidden(many); },
		fromCategories(...categories) { from('categories', names(categories, 'categories')); return hidden(many); },
		options(given) {
			if (typeof given !== 'object' || given === null) return;
			for (const [name, value] of Object.entries(given)) {
				if (!['resultStreamName', '$includeLinks', 'reorderEvents', 'processingLag', 'biState'].includes(name)) refuse('Unrecognized option: ' + name);
				options[name] = value;
			}
		},
	};
	let logged = [];
	const log = (...values) => {
		if (logged.length < 100) logged.push(values.map((value) => typeof value === 'string' ? value : String(stringify(value))).join(' '));
	};
	Object.assign(globalThis, sources, { log });

	let emitted = [];
	const text = (value, what) => typeof value === 'string' ? value : refuse("string expected (Parameter '" + what + "')");
	const own = (metadata) => {
		if (metadata === undefined || metadata === null) return undefined;
		if (typeof metadata !== 'object') refuse("object expected (Parameter 'metadata')");
		return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, serialise(value)]));
	};
	const output = {
		emit(stream, type, body, metadata) {
			text(stream, 'streamId');
			text(type, 'eventName');
			if (typeof body !== 'object' || body === null) refuse("object expected (Parameter 'eventBody')");
			emitted.push({ stream, type, isJson: true, data: serialise(body), metadata: own(metadata) });
		},
		linkTo(stream, event, metadata) {
			text(stream, 'streamId');
			if (typeof event !== 'object' || event === null) refuse("object expected (Parameter 'linkedEvent')");
			emitted.push({ stream, type: '$>', isJson: false, data: event.sequenceNumber + '@' + event.streamId, metadata: own(metadata) });
		},
		linkStreamTo(stream, linked, metadata) {
			if (metadata !== undefined) refuse('The value is not an object');
			emitted.push({ stream: text(stream, 'streamId'), type: '$@', isJson: false, data: text(linked, 'linkedStreamId') });
		},
		// The vendor's does nothing either.
		copyTo() {},
	};

	// JSON makes null of what is no number; the vendor's host refuses it.
	const finite = (_key, value) => typeof value === 'number' && !Number.isFinite(value)
		? refuse(".NET number values such as positive and negative infinity cannot be written as valid JSON. To make it work when using 'JsonSerializer', consider specifying 'JsonNumberHandling.AllowNamedFloatingPointLiterals' (see https://docs.microsoft.com/dotnet/api/system.text.json.serialization.jsonnumberhandling).")
		: value;
	const serialise = (value) => {
		const json = stringify(value) ?? 'null';
		if (json.includes('null')) stringify(value, finite);
		return json;
	};

	// The vendor's engine has no generators, and no culture but the invariant one.
	Object.getPrototypeOf(function* () {}.prototype).next = () => refuse("Yield expressions are not supported in the engine, you can enable the experimental feature 'Generators' in engine options to use them.");
	Number.prototype.toLocaleString = function () {
		const [whole, fraction] = String(Number(this)).split('.');
		const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
		return fraction === undefined ? grouped : grouped + '.' + fraction;
	};

	const parsed = (raw, name) => {
		if (raw === null || raw === undefined || raw === '') return name === 'body' ? undefined : null;
		const value = parse(raw);
		if (typeof value === 'object' && value !== null) return value;
		const kind = { number: 'Number', string: 'String', boolean: 'Boolean' }[typeof value] ?? 'Null';
		return refuse("Unable to cast object of type 'Jint.Native.Js" + kind + "' to type 'Jint.Native.Object.ObjectInstance'.");
	};
	const lazily = (event, name, read) => Object.defineProperty(event, name, {
		enumerable: true,
		configurable: true,
		get() {
			const value = read();
			Object.defineProperty(event, name, { value, enumerable: true, writable: true });
			return value;
		},
	});
	const eventOf = (raw) => {
		const event = parse(raw);
		lazily(event, 'body', () => event.isJson ? parsed(event.bodyRaw, 'body') : undefined);
		lazily(event, 'data', () => event.body);
		lazily(event, 'metadata', () => parsed(event.metadataRaw));
		lazily(event, 'linkMetadata', () => parsed(event.linkMetadataRaw));
		return event;
	};

	const special = new Set(['$init', '$initShared', '$any', '$deleted', '$created']);
	let event;
	let state;
	let shared;
	const biState = () => options.biState === true || handlers.has('$initShared');
	const initial = (name) => handlers.has(name) ? handlers.get(name)() : {};
	const guarded = (work) => (...given) => {
		refusal = undefined;
		try {
			return work(...given);
		} catch (error) {
			if (refusal === undefined) throw error;
		} finally {
			if (refusal !== undefined) throw new Error(refusal);
		}
	};
	const call = (handler, ...more) => {
		const before = biState() ? [state, shared] : state;
		const after = handler(before, ...more);
		const [next] = [after === undefined ? before : after];
		if (biState()) [state, shared] = next ?? [null, null];
		else state = next;
	};
	const result = () => {
		let value = state;
		for (const { change, passes } of transforms) {
			if (change !== undefined) value = change(value);
			else if (!passes(value)) return null;
			if (value === null || value === undefined) return null;
		}
		return value;
	};
	const answer = () => {
		// No method here: a text may have put its own in its place.
		const said = serialise(state) + '\u0001' + (transforms.length === 0 ? '' : serialise(result())) + '\u0001'
			+ (biState() ? serialise(shared) : '') + '\u0001' + (emitted.length === 0 ? '' : stringify(emitted)) + '\u0001'
			+ (logged.length === 0 ? '' : stringify(logged));
		logged = [];
		return said;
	};

	return {
		/** Reads the description once the text ran, and puts the functions of handlers in place of those of the text. */
		seal: () => {
			if (refusal !== undefined) throw new Error(refusal);
			for (const name of Object.keys(sources)) delete globalThis[name];
			Object.assign(globalThis, output);
			const types = [...handlers.keys()].filter((name) => !special.has(name));
			const any = types.length === 0 && handlers.has('$any');
			return stringify({
				source,
				events: !hasWhen || any ? 'all' : types,
				handlesDeleted: handlers.has('$deleted'),
				producesResults,
				biState: biState(),
				resultStream: options.resultStreamName,
				partitionResultStream: options.partitionResultStreamNamePattern,
				includeLinks: options.$includeLinks === true,
				reorderingLag: options.reorderEvents === true ? Math.max(50, Number(options.processingLag) || 500) : undefined,
			});
		},
		/** @returns the partition of an event as JSON, null for one that belongs to none */
		partition: guarded((raw) => {
			event = eventOf(raw);
			const chosen = partitionBy(event);
			return stringify(chosen === undefined || chosen === null ? null : String(chosen));
		}),
		/** Puts a state in place of the current one; undefined makes a new one, for the first event of a partition. */
		load: guarded((json, sharedJson) => {
			state = json === undefined ? initial('$init') : parse(json);
			if (biState()) shared = sharedJson === undefined ? initial('$initShared') : parse(sharedJson);
		}),
		handle: guarded((raw, partition, isNew) => {
			if (raw !== undefined) event = eventOf(raw);
			event.partition = partition;
			emitted = [];
			if (isNew && handlers.has('$created')) call(handlers.get('$created'), event);
			if (!hasWhen) state = event.isJson ? event.body : event.bodyRaw;
			else {
				const types = handlers.has(event.eventType) && !special.has(event.eventType);
				const handler = types ? handlers.get(event.eventType) : handlers.get('$any');
				if (handler !== undefined) call(handler, event);
			}
			return answer();
		}),
		/** A stream was deleted whose partition this is. The vendor's host gives no event with it. */
		deleted: guarded((partition, isSoftDelete) => {
			emitted = [];
			call(handlers.get('$deleted'), null, partition, isSoftDelete);
			return answer();
		}),
	};
})()`;
