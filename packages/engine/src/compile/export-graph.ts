import { EngineError } from '../errors.ts';
import { checkGraph } from '../graph/check.ts';
import type { Graph, Node, Port, TensorData } from '../graph/graph.ts';
import { int64s } from '../graph/graph.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import type { TensorFunction } from '../trace/tensor-function.ts';
import { traceFunction } from '../trace/trace-function.ts';
import { lower } from './lower.ts';
import { readVariable } from './state.ts';

/** A batch size that no layer has by chance: a prime, and tracing costs nothing. */
const PROBE = 1_000_003;

export interface ExportGraphOptions {
  /** Inputs by name, all floats. `null` as first dimension: any number of rows. */
  readonly inputs: Readonly<Record<string, readonly [number | null, ...number[]]>>;
  /** Name of the graph. Default: the function's. */
  readonly name?: string;
}

/**
 * Writes a tfjs function as a graph that stands alone: what its variables hold now becomes constants.
 * `toOnnx` makes a file of it that any ONNX runtime can run.
 *
 * @example
 * const graph = exportGraph(({ x }) => ({ y: model.apply(x) }), { inputs: { x: [null, 784] } });
 * await writeFile('model.onnx', toOnnx(graph));
 *
 * @throws {EngineError} `OP_NOT_COVERED` or `TRACE_FAILED`, the latter also where the function writes
 * variables, or needs to know how many rows there are.
 */
export function exportGraph(fn: TensorFunction, { inputs, name }: ExportGraphOptions): Graph {
  const infos = Object.entries(inputs).map(([input, dims]) => {
    return [input, { type: 'float32', dims: dims.map((dim) => dim ?? PROBE) }] as const;
  });
  const traced = traceFunction(fn, Object.fromEntries(infos));
  const { graph, outputs, state } = lower(traced, (name ?? fn.name) || 'function');
  const values = new Map<string, TensorData>();
  state.forEach(({ variable, before, after }, i) => {
    if (after)
      throw new EngineError(
        'TRACE_FAILED',
        `the function writes variable '${variable}'; it cannot stand alone.`,
      );
    values.set(before, readVariable(traced.owners[i]!));
  });
  const bound = bindInputs(graph, values);
  const free = Object.values(inputs).some(([rows]) => rows === null);
  return checkGraph(freeRows(renamed(rewrite(bound), outputs), free));
}

/** Makes constants of inputs. */
function bindInputs(graph: Graph, values: ReadonlyMap<string, TensorData>): Graph {
  return {
    ...graph,
    inputs: graph.inputs.filter((port) => !values.has(port.name)),
    constants: new Map([...graph.constants, ...values]),
  };
}

/** Outputs get the names that the function gives them, unless an input has that name. */
function renamed(graph: Graph, outputs: readonly { readonly name: string; readonly port: string }[]): Graph {
  const taken = new Set(graph.inputs.map((port) => port.name));
  const names = new Map(outputs.filter(({ name }) => !taken.has(name)).map(({ name, port }) => [port, name]));
  const rename = (value: string) => names.get(value) ?? value;
  return {
    ...graph,
    outputs: graph.outputs.map((port) => ({ ...port, name: rename(port.name) })),
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    })),
  };
}

/** Takes the probe out of ports and shapes. */
function freeRows(graph: Graph, free: boolean): Graph {
  if (!free) return { ...graph, infos: new Map() };
  const port = (given: Port): Port => ({
    ...given,
    dims: given.dims.map((dim) => (dim === PROBE ? null : dim)),
  });
  const constants = new Map(graph.constants);
  for (const [name, { type, data }] of graph.constants) {
    if (type !== 'int64') continue;
    const dims = Array.from(data, Number);
    if (!dims.some((dim) => dim !== 0 && dim % PROBE === 0)) continue;
    const users = graph.nodes.filter((node) => node.inputs.includes(name));
    if (dims.indexOf(PROBE) < 0 || dims.includes(-1) || !users.every((node) => isShapeOf(node, name))) {
      throw new EngineError(
        'TRACE_FAILED',
        `the function needs to know how many rows there are (${users[0]?.op} to [${dims}]). Give a fixed number.`,
      );
    }
    constants.set(name, int64s(dims.map((dim) => (dim === PROBE ? -1 : dim))));
  }
  return {
    ...graph,
    inputs: graph.inputs.map(port),
    outputs: graph.outputs.map(port),
    constants,
    infos: new Map(),
  };
}

function isShapeOf({ op, inputs }: Node, name: string): boolean {
  return op === 'Reshape' && inputs[1] === name;
}
