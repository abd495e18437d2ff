import type { InferenceSession } from 'onnxruntime-node';
import { EngineError } from '../errors.ts';
import type { Node, Port, TensorData } from '../graph/graph.ts';
import { isShared } from '../graph/number-arrays.ts';
import { failureOf } from './failures.ts';
import { checkFeed } from './feeds.ts';
import type { LoadedRuntime } from './runtime.ts';

/**
 * How long threads of the native library look out for more work before they sleep, in microseconds. Left alone
 * they do so for tens of milliseconds, in which they take a core from the session that runs next: a training
 * that evaluates and previews itself lost a quarter of its speed on two cores. Shorter, and small calls in a
 * row wait for threads to wake up.
 */
const SPIN = '200';

/** Gives the bytes of an ONNX file to a runtime. @throws {EngineError} `GRAPH_INVALID` if it refuses them. */
export async function loadModel(
  bytes: Uint8Array,
  what: string,
  { name, onnx, provider, inTurn }: LoadedRuntime,
  threads?: number,
  options: InferenceSession.SessionOptions = {},
  nodes?: readonly Node[],
): Promise<InferenceSession> {
  const create = () =>
    onnx.InferenceSession.create(bytes, {
      executionProviders: [provider],
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      ...(name === 'native' ? { extra: { session: { intra_op: { spin_duration_us: SPIN } } } } : {}),
      ...options,
    });
  return inTurn(create).catch((cause: unknown) => {
    throw new EngineError('GRAPH_INVALID', `ONNX Runtime refuses ${what}: ${failureOf(cause, nodes)}`, {
      cause,
    });
  });
}

/** What every session runs: feeds are checked, outputs are plain data. */
export function runner(
  session: InferenceSession,
  what: string,
  ports: {
    readonly inputs: readonly Port[];
    readonly outputs: readonly Pick<Port, 'name'>[];
    readonly nodes?: readonly Node[];
  },
  { onnx, inTurn }: LoadedRuntime,
) {
  return async (feeds: Readonly<Record<string, TensorData>>): Promise<Record<string, TensorData>> => {
    const inputs: Record<string, InstanceType<typeof onnx.Tensor>> = {};
    for (const port of ports.inputs) {
      const feed = feeds[port.name];
      checkFeed(what, port, feed);
      // Native code reads no memory that other threads may write.
      const data = isShared(feed.data) ? feed.data.slice() : feed.data;
      inputs[port.name] = new onnx.Tensor(feed.type, data, feed.dims);
    }
    const outputs = await inTurn(() => session.run(inputs)).catch((cause: unknown) => {
      throw new EngineError('RUNTIME_FAILED', `${what} failed: ${failureOf(cause, ports.nodes)}`, { cause });
    });
    return Object.fromEntries(
      ports.outputs.map(({ name }) => {
        const { type, dims, data } = outputs[name]!;
        return [name, { type, dims, data } as TensorData];
      }),
    );
  };
}
