import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { ValueInfo } from '../graph/graph.ts';
import { ops } from '../ops/index.ts';
import { withTraceGradients } from './gradients.ts';
import { plainTensor, type Recorder } from './recorder.ts';

const backendName = 'hourglass-trace';

/** tfjs calls its backend without saying for whom; this is for whom. */
let recorder: Recorder | undefined;

function current(): Recorder {
  if (recorder) return recorder;
  throw new EngineError(
    'TRACE_FAILED',
    'a tensor of a finished trace is used. Return it from the traced function.',
  );
}

/** A tfjs backend that computes nothing. */
class TraceBackend extends tf.KernelBackend {
  #ids = 0;
  readonly #refs = new WeakMap<tf.DataId, number>();

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    this.#ids++;
    const { dataId } = current().handle(current().made(plainTensor(values as Float32Array, shape, dtype)));
    return dataId;
  }

  override move(dataId: tf.DataId, values: tf.BackendValues, shape: number[], dtype: tf.DataType): void {
    this.#ids++;
    current().bind(dataId, current().constant(plainTensor(values as Float32Array, shape, dtype)));
  }

  override readSync(dataId: tf.DataId): tf.BackendValues {
    const known = recorder?.read(dataId);
    if (known) return known.data as tf.BackendValues;
    throw new EngineError(
      'TRACE_FAILED',
      'the traced function reads a tensor that is not computed yet (data, dataSync, array or print). Return it instead.',
    );
  }

  override async read(dataId: tf.DataId): Promise<tf.BackendValues> {
    return this.readSync(dataId);
  }

  override disposeData(dataId: tf.DataId): boolean {
    const left = this.refCount(dataId) - 1;
    this.#refs.set(dataId, left);
    if (left === 0) this.#ids--;
    return left <= 0;
  }

  override refCount = (dataId: tf.DataId) => this.#refs.get(dataId) ?? 1;
  override incRef = (dataId: tf.DataId) => {
    this.#refs.set(dataId, this.refCount(dataId) + 1);
  };
  override numDataIds = () => this.#ids;
  override memory = () => ({ unreliable: false });
  override floatPrecision = () => 32 as const;
  override epsilon = () => 1e-7;
  override dispose = () => {};
}

/** Kernels whose result is known at once, or is their input. */
export const immediate: Readonly<Record<string, tf.KernelFunc>> = {
  Identity: ({ inputs }) => current().handle(current().valueOf(inputs.x as tf.TensorInfo)),
  Fill: ({ attrs }) =>
    filled(attrs!.shape as number[], attrs!.value as number, attrs!.dtype as tf.DataType | undefined),
  ZerosLike: ({ inputs }) => likeIt(inputs.x as tf.TensorInfo, 0),
  OnesLike: ({ inputs }) => likeIt(inputs.x as tf.TensorInfo, 1),
};

function likeIt({ shape, dtype }: tf.TensorInfo, value: number): tf.TensorInfo {
  return filled(shape, value, dtype);
}

function filled(dims: readonly number[], value: number, dtype: tf.DataType = 'float32'): tf.TensorInfo {
  return current().handle(current().fill({ type: dtype as ValueInfo['type'], dims }, value));
}

let registered = false;

/** tfjs-core exports every kernel's name as a string constant. */
function register(): void {
  if (registered) return;
  registered = true;
  tf.registerBackend(backendName, () => new TraceBackend(), 0);
  const named = Object.values(tf).filter((value) => typeof value === 'string');
  for (const kernelName of new Set([...named, ...Object.keys(ops), ...Object.keys(immediate)])) {
    const kernelFunc = immediate[kernelName] ?? noted(kernelName);
    tf.registerKernel({ kernelName, backendName, kernelFunc });
  }
}

function noted(kernel: string): tf.KernelFunc {
  return ({ inputs, attrs }) => {
    const outputs = current().call(kernel, inputs as Record<string, tf.TensorInfo>, { ...attrs });
    return ops[kernel]?.list ? outputs : outputs[0]!;
  };
}

/** Runs `fn` with tfjs on the trace backend, and puts the backend back that was there. */
export function withTraceBackend<T>(into: Recorder, fn: () => T): T {
  register();
  const before = homeBackend();
  if (recorder) throw new EngineError('TRACE_FAILED', 'a function is compiled inside a traced function.');
  recorder = into;
  tf.setBackend(backendName);
  try {
    return withTraceGradients(fn);
  } finally {
    tf.setBackend(before);
    recorder = undefined;
  }
}

/** The backend that variables live in. tfjs starts it when first asked. */
function homeBackend(): string {
  try {
    tf.backend();
  } catch (cause) {
    throw new EngineError(
      'TRACE_FAILED',
      'tfjs has no backend to keep variables in. Import one first, such as @tensorflow/tfjs-backend-cpu.',
      { cause },
    );
  }
  return tf.getBackend();
}
