import type { InferenceSession } from 'onnxruntime-node';
import type { OnWarning } from '../engine-options.ts';
import { engineFromEnvironment } from '../engine-options.ts';
import { checkGraph } from '../graph/check.ts';
import type { Graph, TensorData } from '../graph/graph.ts';
import { toOnnx } from '../onnx/serialize.ts';
import { chooseRuntime } from './choose-runtime.ts';
import { type GraphCache, openCached } from './graph-cache.ts';
import { loadModel, runner } from './model.ts';
import type { LoadedRuntime, RuntimeName } from './runtime.ts';
import { onceOnly } from './warnings.ts';

export interface SessionOptions {
  /** Threads that one operator may use. Default: all cores. */
  readonly threads?: number;
  /** Default: what `HOURGLASS_ENGINE` names, else `native`, else `wasm` where `native` does not load. */
  readonly runtime?: RuntimeName;
  /** A directory that keeps optimised graphs, so that the next start is quicker. `native` only. Default: none. */
  readonly cache?: string;
  /** Told once if another runtime than `native` had to be taken. Default: a warning of the process. */
  readonly onWarning?: OnWarning;
}

/** A graph that is loaded and ready to run. Tensors go in and come out as plain data. */
export interface Session {
  /** The runtime that runs it. */
  readonly runtime: RuntimeName;
  /**
   * Runs the graph once.
   * @throws {EngineError} `SHAPE_MISMATCH` if a feed does not fit its input, `RUNTIME_FAILED` if ONNX Runtime says no.
   */
  run(feeds: Readonly<Record<string, TensorData>>): Promise<Record<string, TensorData>>;
  /** Frees the memory outside of JavaScript. Any later `run` fails. */
  close(): Promise<void>;
}

/**
 * Loads a graph into ONNX Runtime.
 *
 * @example
 * const b = new GraphBuilder('double');
 * const x = b.input('x', 'float32', [null]);
 * b.output('y', 'float32', [null], b.op('Add', [x, x]));
 * const session = await createSession(b.build());
 * const { y } = await session.run({ x: floats([2], [1, 2]) }); // y.data: Float32Array [2, 4]
 *
 * @throws {EngineError} `RUNTIME_UNAVAILABLE` where the runtime does not load,
 * `ENGINE_UNKNOWN` where `HOURGLASS_ENGINE` names none, `GRAPH_INVALID` where the graph is not well formed.
 */
export async function createSession(graph: Graph, options: SessionOptions = {}): Promise<Session> {
  checkGraph(graph);
  const asked = options.runtime ?? runtimeFromEnvironment();
  const { threads, onWarning } = options;
  const runtime = await chooseRuntime(asked, { threads, warn: onceOnly(onWarning) });
  return openSession(graph, runtime, threads, cacheFrom(options));
}

/** The cache that options ask for. */
export function cacheFrom({ cache, onWarning }: Pick<SessionOptions, 'cache' | 'onWarning'>) {
  return cache === undefined ? undefined : { directory: cache, warn: onceOnly(onWarning) };
}

/** Loads a graph into a runtime that was chosen before. */
export async function openSession(
  graph: Graph,
  loaded: LoadedRuntime,
  threads?: number,
  cache?: GraphCache,
): Promise<Session> {
  const what = `graph '${graph.name}'`;
  // ONNX Runtime refuses a graph that gives nothing.
  if (graph.outputs.length === 0) {
    return { runtime: loaded.name, run: async () => ({}), close: async () => {} };
  }
  const model = toOnnx(checkGraph(graph));
  const open = (bytes: Uint8Array, options: InferenceSession.SessionOptions = {}) =>
    loadModel(bytes, what, loaded, threads, options, graph.nodes);
  // WebAssembly has no files to write an optimised graph to.
  const session =
    cache && loaded.name === 'native'
      ? await openCached(model, loaded.version, cache, (bytes, writeTo) =>
          // What was optimised before is taken as it is.
          open(bytes, bytes === model ? pathOption(writeTo) : { graphOptimizationLevel: 'disabled' }),
        )
      : await open(model);
  return {
    runtime: loaded.name,
    run: runner(session, what, graph, loaded),
    close: () => loaded.inTurn(() => session.release()),
  };
}

const pathOption = (path: string | undefined) => (path === undefined ? {} : { optimizedModelFilePath: path });

/** `tfjs` and `tfjs-node` are no runtimes for graphs: they ask nothing of them. */
export function runtimeFromEnvironment(): RuntimeName | undefined {
  const engine = engineFromEnvironment();
  return engine === 'native' || engine === 'wasm' ? engine : undefined;
}
