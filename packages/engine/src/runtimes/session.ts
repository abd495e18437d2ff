import { engineFromEnvironment } from '../compile/engine-name.ts';
import { checkGraph } from '../graph/check.ts';
import type { Graph, TensorData } from '../graph/graph.ts';
import { toOnnx } from '../onnx/serialize.ts';
import { chooseRuntime } from './choose-runtime.ts';
import { loadModel, runner } from './model.ts';
import type { LoadedRuntime, OnWarning, RuntimeName } from './runtime.ts';
import { onceOnly } from './warnings.ts';

export interface SessionOptions {
  /** Threads that one operator may use. Default: all cores. */
  readonly threads?: number;
  /** Default: what `HOURGLASS_ENGINE` names, else `native`, else `wasm` where `native` does not load. */
  readonly runtime?: RuntimeName;
  /** Told once if another runtime than `native` had to be taken. Default: a warning of the process. */
  readonly onWarning?: OnWarning;
}

/** A graph that is loaded and ready to run. Tensors go in and come out as plain data. */
export interface Session {
  /** Who runs it. */
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
  const { threads } = options;
  const runtime = await chooseRuntime(asked, { threads, warn: onceOnly(options.onWarning) });
  return openSession(graph, runtime, threads);
}

/** Loads a graph into a runtime that was chosen before. */
export async function openSession(graph: Graph, loaded: LoadedRuntime, threads?: number): Promise<Session> {
  const session = await loadModel(toOnnx(checkGraph(graph)), `graph '${graph.name}'`, loaded, threads);
  return {
    runtime: loaded.name,
    run: runner(session, `graph '${graph.name}'`, graph, loaded),
    close: () => session.release(),
  };
}

/** `tfjs` is no runtime for graphs: it asks nothing of them. */
export function runtimeFromEnvironment(): RuntimeName | undefined {
  const engine = engineFromEnvironment();
  return engine === 'tfjs' ? undefined : engine;
}
