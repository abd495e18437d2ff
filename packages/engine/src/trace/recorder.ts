import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import { sizeOf, type TensorData, type ValueInfo } from '../graph/graph.ts';
import { ops } from '../ops/index.ts';
import { sameDims } from '../ops/shapes.ts';
import { type TensorType, typingOf } from '../ops/types.ts';
import { inferOutputs } from './infer-outputs.ts';
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

  /** One number repeated, as the type holds it: whole numbers have no fractions and no infinity. */
  fill(info: ValueInfo, number: number): number {
    const value = this.open(info);
    this.fills.set(value, Number(plainTensor([number], [], info.type).data[0]));
    return value;
  }

  bind(dataId: DataId, value: number): void {
    this.#valueOf.set(dataId, value);
  }

  /** Whether it is the id of a tensor of this trace, or of one that the trace has read. */
  knows(dataId: DataId): boolean {
    return this.#valueOf.has(dataId);
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
    if (known !== undefined) return this.#seenAs(known, shape);
    const value = this.constant(plainTensor(this.#readOutside(dataId), shape, dtype));
    this.bind(dataId, value);
    return value;
  }

  /** tfjs's own reshapes outside of the trace keep the `dataId`. */
  #seenAs(value: number, shape: readonly number[]): number {
    const { type, dims } = this.values[value]!;
    if (sameDims(dims, shape)) return value;
    return this.#note('Reshape', { x: value }, { shape }, [{ type, dims: [...shape] }])[0]!;
  }

  /** A kernel call: infers what it gives, and notes it, with the casts that its types need. */
  call(
    kernel: string,
    inputs: Readonly<Record<string, TensorInfo>>,
    attrs: Readonly<Record<string, unknown>>,
  ): TensorInfo[] {
    const op = Object.hasOwn(ops, kernel) ? ops[kernel] : undefined;
    const layer = this.#layers.current;
    const who = `kernel '${kernel}'${layer === undefined ? '' : `, asked for by layer '${layer}',`}`;
    if (!op) {
      throw new EngineError(
        'OP_NOT_COVERED',
        `${who} is not covered by the traced engines. Use the engine 'tfjs', or write the function without it.`,
      );
    }
    const given = Object.entries(inputs).filter(([, input]) => input != null);
    const infoOf = ([name, { shape, dtype }]: [string, TensorInfo]) =>
      [name, { type: dtype as ValueInfo['type'], dims: shape }] as const;
    const { operands, gives } = typingOf(who, op, Object.fromEntries(given.map(infoOf)));
    const infos = Object.fromEntries(
      given.map(([name, { shape }]) => [name, { type: operands[name]!, dims: shape }]),
    );
    const call = { kernel, inputs: infos, attrs: { ...attrs } };
    const { outputs, full } = inferOutputs(who, op, call);
    const note = () => {
      const ids = given.map(([name, input]) => [name, this.#cast(this.valueOf(input), operands[name])]);
      return this.#note(kernel, Object.fromEntries(ids), call.attrs, outputs);
    };
    const values = full === undefined ? note() : outputs.map((info) => this.fill(info, full));
    return values.map((value, i) => this.handle(i === 0 ? this.#give(value, gives) : value));
  }

  #note(
    kernel: string,
    inputs: Readonly<Record<string, number>>,
    attrs: Readonly<Record<string, unknown>>,
    infos: readonly ValueInfo[],
  ): number[] {
    const outputs = infos.map((info) => this.open(info));
    this.nodes.push({ kernel, inputs, attrs, outputs });
    return outputs;
  }

  /** The result in the type that it has in tfjs: bools too lose what is behind the point. */
  #give(value: number, type: TensorType | undefined): number {
    const whole = type === 'bool' && this.values[value]!.type === 'float32';
    return this.#cast(whole ? this.#cast(value, 'int32') : value, type);
  }

  #cast(value: number, type: TensorType | undefined): number {
    const info = this.values[value]!;
    if (type === undefined || info.type === type) return value;
    const number = this.fills.get(value);
    if (number !== undefined) {
      return this.fill({ ...info, type }, type === 'bool' ? Number(number !== 0) : number);
    }
    return this.#note('Cast', { x: value }, { dtype: type }, [{ ...info, type }])[0]!;
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
