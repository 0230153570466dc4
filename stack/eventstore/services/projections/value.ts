import structPb from 'google-protobuf/google/protobuf/struct_pb.js';
import type { JavaScriptValue, Value } from 'google-protobuf/google/protobuf/struct_pb.js';

/** JSON as a message. */
export function jsonValue(json: string): Value {
	return structPb.Value.fromJavaScript(JSON.parse(json) as JavaScriptValue);
}
