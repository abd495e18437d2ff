import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import { sizeOf, type TensorData, type ValueInfo } from '../graph/graph.ts';
import { ops } from '../ops/index.ts';
import type { LayerWatch } from './layer-watch.ts';
import type { RandomDraw, RandomWatch } from './random-draws.ts';
import type { TraceNode } from './trace.ts';

/** Reads the values of a tensor that lives on another backend. */
export type ReadOutside = (dataId: DataId) => ArrayLike<number>;

/**
 * Notes what tfjs asks for. tfjs knows a tensor by its `dataId`; here every id stands for a
 * numbered value, and several ids may stand for the same one.
 */
export class Recorder {
  readonly values: ValueInfo[] = [];
  readonly constants = new Map<number, TensorData>();
  readonly fills = new Map<number, number>();
  readonly draws = new Map<number, RandomDraw>();
  readonly nodes: TraceNode[] = [];
  readonly #valueOf = new WeakMap<DataId, number>();
  readonly #readOutside: ReadOutside;
  readonly #watch: RandomWatch;
  readonly #layers: LayerWatch;

  constructor(readOutside: ReadOutside, watch: RandomWatch, layers: LayerWatch) {
    this.#readOutside = readOutside;
    this.#watch = watch;
    this.#layers = layers;
  }

  /** A value that is given from outside when the graph runs. */
  open(info: ValueInfo): number {
    return this.values.push(info) - 1;
  }

  constant(data: TensorData): number {
    const value = this.open({ type: data.type, dims: data.dims });
    this.constants.set(value, data);
    return value;
  }

  /** Values that the function made: a constant, unless they were drawn. */
  made(data: TensorData): number {
    const draw = this.#watch.drawn(data);
    if (!draw) return this.constant(data);
    const value = this.open({ type: data.type, dims: data.dims });
    this.draws.set(value, draw);
    return value;
  }

  fill(info: ValueInfo, number: number): number {
    const value = this.open(info);
    this.fills.set(value, number);
    return value;
  }

  bind(dataId: DataId, value: number): void {
    this.#valueOf.set(dataId, value);
  }

  /** A tfjs tensor handle for a value. The dataId is new, so tfjs's counting of references stays simple. */
  handle(value: number): TensorInfo {
    const { type, dims } = this.values[value]!;
    const dataId = {};
    this.bind(dataId, value);
    return { dataId, shape: [...dims], dtype: type as TensorInfo['dtype'] };
  }

  /** The value of a tensor. One that nobody announced lives outside the trace and is taken as it is now. */
  valueOf({ dataId, shape, dtype }: TensorInfo): number {
    const known = this.#valueOf.get(dataId);
    if (known !== undefined) return known;
    const value = this.constant(plainTensor(this.#readOutside(dataId), shape, dtype));
    this.bind(dataId, value);
    return value;
  }

  /** A kernel call: infers what it gives, and notes it. */
  call(
    kernel: string,
    inputs: Readonly<Record<string, TensorInfo>>,
    attrs: Readonly<Record<string, unknown>>,
  ) {
    const op = Object.hasOwn(ops, kernel) ? ops[kernel] : undefined;
    if (!op) {
      const layer = this.#layers.current;
      const by = layer === undefined ? '' : `, asked for by layer '${layer}',`;
      throw new EngineError(
        'OP_NOT_COVERED',
        `kernel '${kernel}'${by} is not covered by the traced engines. Use the engine 'tfjs', or write the function without it.`,
      );
    }
    const given = Object.entries(inputs).filter(([, input]) => input != null);
    const ids = Object.fromEntries(given.map(([name, input]) => [name, this.valueOf(input)]));
    const infos = Object.fromEntries(
      given.map(([name, input]) => [name, { ...this.values[ids[name]!]!, dims: input.shape }]),
    );
    const outputs = op.infer({ kernel, inputs: infos, attrs }).map((info) => this.open(info));
    this.nodes.push({ kernel, inputs: ids, attrs: { ...attrs }, outputs });
    return outputs.map((value) => this.handle(value));
  }

  /** A constant's values, if the trace knows them. */
  read(dataId: DataId): TensorData | undefined {
    const value = this.#valueOf.get(dataId);
    if (value === undefined) return undefined;
    const fill = this.fills.get(value);
    if (fill === undefined) return this.constants.get(value);
    const { type, dims } = this.values[value]!;
    return plainTensor(new Float32Array(sizeOf(dims)).fill(fill), dims, type);
  }

  /** What a variable starts with that is made while tracing: a constant, or what was drawn for it. */
  firstValue(dataId: DataId): TensorData | undefined {
    return this.read(dataId) ?? this.draws.get(this.#valueOf.get(dataId) ?? -1)?.values;
  }
}

export function plainTensor(values: ArrayLike<number>, shape: readonly number[], dtype: string): TensorData {
  const dims = [...shape];
  if (dtype === 'float32') return { type: 'float32', dims, data: Float32Array.from(values) };
  if (dtype === 'int32') return { type: 'int32', dims, data: Int32Array.from(values) };
  if (dtype === 'bool') return { type: 'bool', dims, data: Uint8Array.from(values) };
  throw new EngineError(
    'OP_NOT_COVERED',
    `tensors of type '${dtype}' are not covered by the traced engines.`,
  );
}
