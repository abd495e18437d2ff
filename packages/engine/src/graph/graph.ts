/** Element types that a graph can carry. */
export type DataType = 'float32' | 'int32' | 'int64' | 'uint8' | 'bool';

export type TypedArrayOf = {
  readonly float32: Float32Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  readonly uint8: Uint8Array;
  readonly bool: Uint8Array;
};

/** A tensor as plain data, row-major. `data.length` is the product of `dims`. */
export type TensorData = {
  [T in DataType]: { readonly type: T; readonly dims: readonly number[]; readonly data: TypedArrayOf[T] };
}[DataType];

/** Type and shape of a value inside a graph. */
export interface ValueInfo {
  readonly type: DataType;
  readonly dims: readonly number[];
}

/** An input or output of a graph. `null` marks a dimension that is known only when the graph runs. */
export interface Port {
  readonly name: string;
  readonly type: DataType;
  readonly dims: readonly (number | null)[];
}

/** A plain number is a float, a list holds integers, `int` is one integer, `type` an element type. */
export type Attribute =
  | number
  | string
  | readonly number[]
  | { readonly int: number }
  | { readonly type: DataType };

/** One ONNX operator. An absent optional input is `''`. */
export interface Node {
  readonly op: string;
  /** Whose operator it is. Default: ONNX's own. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** What asked for it, as errors say it. */
  readonly origin?: string;
}

/** A computation as plain data. Every name is defined once: by an input, a constant or a node before its use. */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly constants: ReadonlyMap<string, TensorData>;
  readonly nodes: readonly Node[];
  /** Type and shape of the values for which they are known; rewrites that need more leave the rest alone. */
  readonly infos: ReadonlyMap<string, ValueInfo>;
}

/** One number as a tensor without axes, as the type holds it. */
export function scalar(type: DataType, value: number): TensorData {
  if (type === 'int64') return int64s([value], []);
  if (type === 'int32') return int32s([], [value]);
  if (type === 'float32') return floats([], [value]);
  return { type, dims: [], data: Uint8Array.of(value) };
}

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((size, dim) => size * dim, 1);
}

export function floats(dims: readonly number[], data: Float32Array | readonly number[]): TensorData {
  return { type: 'float32', dims, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}

export function int64s(values: readonly number[], dims: readonly number[] = [values.length]): TensorData {
  return { type: 'int64', dims, data: BigInt64Array.from(values, BigInt) };
}

export function int32s(dims: readonly number[], data: Int32Array | readonly number[]): TensorData {
  return { type: 'int32', dims, data: data instanceof Int32Array ? data : Int32Array.from(data) };
}

export function uint8s(dims: readonly number[], data: Uint8Array): TensorData {
  return { type: 'uint8', dims, data };
}
