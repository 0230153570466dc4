import type { IExecuteFunctions, NodeParameterValueType } from 'n8n-workflow';
import { isExpression } from 'n8n-workflow';

type GetParameter = Pick<IExecuteFunctions, 'getNodeParameter'>;

/**
 * The parameters of a node as n8n gives them in one execution. One in which no expression stands is the same for every item, so it is
 * asked for once: n8n looks through all fields of the node each time, which over many items takes longer than many an operation.
 */
export class ParameterValues {
	static readonly #known = new WeakMap<GetParameter, ParameterValues>();

	readonly #execution: GetParameter;
	readonly #raw = new Map<string, unknown>();
	readonly #values = new Map<string, unknown>();

	private constructor(execution: GetParameter) {
		this.#execution = execution;
	}

	static of(execution: GetParameter): ParameterValues {
		const known = this.#known.get(execution);
		if (known !== undefined) return known;
		const values = new ParameterValues(execution);
		this.#known.set(execution, values);
		return values;
	}

	/** A parameter as the workflow stores it, before n8n puts values in place of expressions; it must not be changed. */
	raw(name: string, fallback: NodeParameterValueType): unknown {
		if (!this.#raw.has(name)) this.#raw.set(name, this.#execution.getNodeParameter(name, 0, fallback, { rawExpressions: true }));
		return this.#raw.get(name);
	}

	/**
	 * The value of a parameter for an item, which no other item gets.
	 *
	 * @param chosen whether n8n takes the value out of a locator
	 * @throws what n8n throws, with the item in it
	 */
	of(name: string, index: number, fallback: NodeParameterValueType, chosen = false): unknown {
		const key = chosen ? `${name} chosen` : name;
		if (this.#values.has(key)) return copyOf(this.#values.get(key));
		const value: unknown = chosen
			? this.#execution.getNodeParameter(name, index, fallback, { extractValue: true })
			: this.#execution.getNodeParameter(name, index, fallback);
		if (isFixed(this.raw(name, fallback)) && isFlat(value)) this.#values.set(key, copyOf(value));
		return value;
	}
}

/** Whether a parameter is the same for all items: no expression, and no more than one level, so that it is quickly copied. */
function isFixed(raw: unknown): boolean {
	return isFlat(raw) && !(typeof raw === 'object' && raw !== null ? Object.values(raw) : [raw]).some(isExpression);
}

function isFlat(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return true;
	return (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) && Object.values(value).every((entry) => typeof entry !== 'object' || entry === null);
}

function copyOf(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	return Array.isArray(value) ? [...(value as unknown[])] : { ...value };
}
