import * as tf from '@tensorflow/tfjs-core';
import type { EngineOptions } from '../engine-options.ts';
import { chooseEngine } from '../engines/choose-engine.ts';
import type { EagerEngine } from '../engines/eager-engine.ts';
import { EngineError } from '../errors.ts';
import { sizeOf, type TensorData } from '../graph/graph.ts';
import { asNumberArray, kindOf } from '../graph/number-arrays.ts';
import type { EngineName } from '../names.ts';
import { seedOf } from '../random/generator.ts';
import { seededRandom, withMathRandom } from '../random/math-random.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { blockSize } from '../runtimes/block-size.ts';
import { oneAtATime } from '../runtimes/one-at-a-time.ts';
import type { LoadedRuntime } from '../runtimes/runtime.ts';
import { cacheFrom, openSession } from '../runtimes/session.ts';
import { addIterations } from '../trace/iteration-watch.ts';
import { plainTensor } from '../trace/recorder.ts';
import { callFunction, type TensorFunction } from '../trace/tensor-function.ts';
import { traceFunction } from '../trace/trace-function.ts';
import { lower } from './lower.ts';
import { drawRandom } from './random-inputs.ts';
import { type InputSpec, scaledInputs } from './scaled-inputs.ts';
import { checkAlive, readVariable, writeVariable } from './state.ts';

export interface CompileOptions extends EngineOptions {
  readonly inputs: Readonly<Record<string, InputSpec>>;
}

export type InputArrays = Readonly<
  Record<string, Float32Array | Int32Array | Uint8Array | Uint8ClampedArray>
>;

/** A function that was compiled. Calling it does exactly what the original does, variables included. */
export interface Compiled {
  /** The engine that runs it. */
  readonly engine: EngineName;
  /**
   * @param inputs one typed array an input, row-major.
   * @returns the outputs by name, as plain data.
   * @throws {EngineError} `SHAPE_MISMATCH` where an array has another length than its input,
   * `DISPOSED` if the function or one of its variables was disposed.
   */
  run(inputs: InputArrays): Promise<Record<string, TensorData>>;
  dispose(): Promise<void>;
}

/**
 * Compiles an ordinary tfjs function: traces it once and runs it as one ONNX graph from then on.
 * Variables it reads are taken at each call; variables it writes are written after each call.
 *
 * @param fn takes tensors by name, gives tensors by name. It must not read values (`dataSync`) itself. It is
 * called once, or twice if it makes weights.
 * @example
 * const square = await compile(({ x }) => ({ y: tf.square(x) }), { inputs: { x: { shape: [3] } } });
 * const { y } = await square.run({ x: new Float32Array([1, 2, 3]) }); // y.data: [1, 4, 9]
 *
 * @throws {EngineError} `OP_NOT_COVERED`, `TRACE_FAILED`, `INPUT_INVALID`, `ENGINE_UNKNOWN` or `RUNTIME_UNAVAILABLE`.
 */
export async function compile(fn: TensorFunction, options: CompileOptions): Promise<Compiled> {
  const engine = await chooseEngine(options);
  const compiled = await ('within' in engine ? eager(fn, options, engine) : onRuntime(fn, options, engine));
  const inTurn = oneAtATime();
  let disposed = false;
  return {
    ...compiled,
    async run(inputs) {
      if (disposed)
        throw new EngineError('DISPOSED', 'this compiled function was disposed. Compile it again.');
      return inTurn(() => compiled.run(inputs));
    },
    async dispose() {
      if (disposed) return;
      disposed = true;
      await inTurn(() => compiled.dispose());
    },
  };
}

async function onRuntime(
  fn: TensorFunction,
  options: CompileOptions,
  runtime: LoadedRuntime,
): Promise<Compiled> {
  const { inputs, threads } = options;
  const seed = seedOf(options.seed);
  const infos = Object.entries(inputs).map(([name, { shape, type }]) => {
    return [name, { type: type === 'int32' ? 'int32' : 'float32', dims: shape }] as const;
  });
  const traced = traceFunction(fn, Object.fromEntries(infos), seededRandom(seed));
  const lowered = lower(traced, fn.name || 'compiled');
  const block = await blockSize(runtime, lowered.graph);
  const graph = rewrite(scaledInputs(lowered.graph, inputs), block);
  const session = await openSession(graph, runtime, threads, cacheFrom(options));
  let calls = 0;
  return {
    engine: runtime.name,
    async run(arrays) {
      checkAlive(traced.owners);
      const feeds = drawRandom(lowered.randoms, seed, calls++);
      for (const [name, spec] of Object.entries(inputs)) feeds[name] = feed(name, spec, arrays[name]);
      lowered.state.forEach(({ before }, i) => {
        feeds[before] = readVariable(traced.owners[i]!);
      });
      const results = await session.run(feeds);
      lowered.state.forEach(({ after }, i) => {
        if (after) writeVariable(traced.owners[i]!, results[after]!);
      });
      addIterations(traced.iterations);
      return Object.fromEntries(lowered.outputs.map(({ name, port }) => [name, results[port]!]));
    },
    dispose: () => session.close(),
  };
}

function eager(fn: TensorFunction, { inputs, seed }: CompileOptions, engine: EagerEngine): Compiled {
  const random = seededRandom(seedOf(seed));
  return {
    engine: engine.name,
    async run(arrays) {
      const call = () => {
        const tensors = Object.entries(inputs).map(([name, spec]) => {
          const { data } = feed(name, spec, arrays[name]);
          const dtype = spec.type === 'int32' ? 'int32' : 'float32';
          const plain = tf.tensor(
            data instanceof Uint8Array ? Float32Array.from(data) : (data as Float32Array),
            [...spec.shape],
            dtype,
          );
          return [name, spec.scale === undefined ? plain : tf.mul(plain, spec.scale)];
        });
        return withMathRandom(random, () => callFunction(fn, Object.fromEntries(tensors)));
      };
      const outputs = engine.within(() => tf.tidy(call));
      const results: [string, TensorData][] = [];
      for (const [name, tensor] of Object.entries(outputs)) {
        results.push([name, plainTensor(await tensor.data(), tensor.shape, tensor.dtype)]);
        tensor.dispose();
      }
      return Object.fromEntries(results);
    },
    async dispose() {},
  };
}

function feed(
  name: string,
  { shape, type = 'float32' }: InputSpec,
  array: InputArrays[string] | undefined,
): TensorData {
  const kinds = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array };
  const data = asNumberArray(array);
  if (!(data instanceof kinds[type]) || data.length !== sizeOf(shape)) {
    const got = ArrayBuffer.isView(array) ? `${kindOf(array)} of ${array.length}` : kindOf(array);
    throw new EngineError(
      'SHAPE_MISMATCH',
      `input '${name}' wants a ${kinds[type].name} of ${sizeOf(shape)} (shape [${shape}]), got ${got}.`,
    );
  }
  return { type, dims: shape, data } as TensorData;
}
