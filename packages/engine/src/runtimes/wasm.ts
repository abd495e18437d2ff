import { toOnnx } from '../onnx/serialize.ts';
import { messageOf, unavailable } from './failures.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { LoadedRuntime, Runtime } from './runtime.ts';
import { wasmThreadLimit } from './threads.ts';
import { tinyGraph } from './tiny-graph.ts';

/**
 * ONNX Runtime in WebAssembly: `onnxruntime-web`. Runs in Node and in browsers, without any native code.
 *
 * Its memory is a heap of its own: every tensor is copied in and out. A call blocks the event loop while it
 * computes. It lays its arguments out on one stack that all sessions share, and waits before it reads them:
 * calls that overlap would take each other's tensors. So all of them go one after the other.
 */
export const wasm: Runtime = {
  name: 'wasm',
  howToGet: 'pnpm add onnxruntime-web',
  async load({ threads, warn }) {
    started ??= start(threads);
    const loaded = await started;
    if (threads !== undefined && threads !== loaded.threads) {
      warn(
        `Threads of the wasm engine: ${loaded.threads}, not ${threads} as asked. The first graph of a process ` +
          'sets their number; where threads cannot share memory it is 1.',
      );
    }
    return loaded;
  },
};

/** All sessions share one heap and one pool of threads, whose size is fixed when it starts. */
let started: Promise<LoadedRuntime> | undefined;

async function start(wanted: number | undefined): Promise<LoadedRuntime> {
  try {
    const onnx = await import('onnxruntime-web');
    const limit = await wasmThreadLimit();
    const threads = limit === 1 ? 1 : (wanted ?? limit);
    onnx.env.wasm.numThreads = threads;
    // Importing compiles nothing yet; the first session does. Made here, its failure is not a graph's fault.
    const session = await onnx.InferenceSession.create(toOnnx(tinyGraph()), { executionProviders: ['wasm'] });
    await session.release();
    const version = onnx.env.versions.web ?? onnx.env.versions.common;
    return {
      name: 'wasm',
      version,
      threads,
      copiesFeeds: true,
      inTurn: oneAtATime(),
      onnx,
      provider: 'wasm',
    };
  } catch (cause) {
    throw unavailable(`onnxruntime-web does not load here: ${messageOf(cause)}`, cause);
  }
}
