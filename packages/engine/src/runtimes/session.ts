import { EngineError } from '../errors.ts';
import { checkGraph } from '../graph/check.ts';
import { type DataType, type Graph, sizeOf, type TensorData } from '../graph/graph.ts';
import { toOnnx } from '../onnx/serialize.ts';

export interface SessionOptions {
  /** Threads that one operator may use. Default: all cores. */
  readonly threads?: number;
}

/** A graph that is loaded and ready to run. Tensors go in and come out as plain data. */
export interface Session {
  /**
   * Runs the graph once.
   * @throws {EngineError} `SHAPE_MISMATCH` if a feed does not fit its input, `RUNTIME_FAILED` if ONNX Runtime says no.
   */
  run(feeds: Readonly<Record<string, TensorData>>): Promise<Record<string, TensorData>>;
  /** Frees the native memory. Any later `run` fails. */
  close(): Promise<void>;
}

/**
 * Loads a graph into ONNX Runtime (the native library inside `onnxruntime-node`).
 *
 * @example
 * const b = new GraphBuilder('double');
 * const x = b.input('x', 'float32', [null]);
 * b.output('y', 'float32', [null], b.op('Add', [x, x]));
 * const session = await createSession(b.build());
 * const { y } = await session.run({ x: floats([2], [1, 2]) }); // y.data: Float32Array [2, 4]
 *
 * @throws {EngineError} `RUNTIME_UNAVAILABLE` where the native library does not load,
 * `GRAPH_INVALID` where the graph is not well formed.
 */
export async function createSession(graph: Graph, options: SessionOptions = {}): Promise<Session> {
  checkGraph(graph);
  const ort = await loadOnnxRuntime();
  const session = await ort.InferenceSession.create(toOnnx(graph), {
    ...(options.threads === undefined ? {} : { intraOpNumThreads: options.threads }),
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  }).catch((cause: unknown) => {
    throw new EngineError(
      'GRAPH_INVALID',
      `ONNX Runtime refuses graph '${graph.name}': ${messageOf(cause)}`,
      { cause },
    );
  });
  return {
    async run(feeds) {
      const inputs: Record<string, InstanceType<typeof ort.Tensor>> = {};
      for (const port of graph.inputs) {
        const feed = feeds[port.name];
        checkFeed(graph.name, port, feed);
        inputs[port.name] = new ort.Tensor(feed.type, feed.data, feed.dims);
      }
      const outputs = await session.run(inputs).catch((cause: unknown) => {
        throw new EngineError('RUNTIME_FAILED', `graph '${graph.name}' failed: ${messageOf(cause)}`, {
          cause,
        });
      });
      return Object.fromEntries(
        graph.outputs.map(({ name }) => {
          const { type, dims, data } = outputs[name]!;
          return [name, { type, dims, data } as TensorData];
        }),
      );
    },
    close: () => session.release(),
  };
}

export async function loadOnnxRuntime() {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    throw new EngineError(
      'RUNTIME_UNAVAILABLE',
      `onnxruntime-node does not load here: ${messageOf(cause)}. Reinstall it, or choose another engine.`,
      { cause },
    );
  }
}

function checkFeed(
  graph: string,
  port: { name: string; type: DataType; dims: readonly (number | null)[] },
  feed: TensorData | undefined,
): asserts feed is TensorData {
  const wanted = `${port.type}[${port.dims.map((dim) => dim ?? '?')}]`;
  const fits =
    feed !== undefined &&
    feed.type === port.type &&
    feed.dims.length === port.dims.length &&
    port.dims.every((dim, axis) => dim === null || dim === feed.dims[axis]) &&
    feed.data.length === sizeOf(feed.dims);
  if (fits) return;
  const got = feed ? `${feed.type}[${feed.dims}] with ${feed.data.length} values` : 'nothing';
  throw new EngineError(
    'SHAPE_MISMATCH',
    `graph '${graph}': input '${port.name}' wants ${wanted}, got ${got}.`,
  );
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
