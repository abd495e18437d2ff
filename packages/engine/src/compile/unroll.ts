import type { DataType, Graph, Node, Port, TensorData, ValueInfo } from '../graph/graph.ts';
import { floats, int64s } from '../graph/graph.ts';
import { sizesPort } from './finite.ts';
import type { LoweredFunction } from './lower.ts';
import { perStepPort, rowsPort, tablePort } from './ports.ts';

/** Where an input's rows come from: a table handed over once, and what its numbers are multiplied by. */
export interface TableInput {
  readonly type: DataType;
  /** Shape of one row. */
  readonly rowDims: readonly number[];
  readonly scale: number | undefined;
}

export interface UnrollOptions {
  /** Publish the outputs of each step, stacked along a first axis, and not only the last step's. */
  readonly each?: boolean;
  /** Publish `state:sizes`, which is finite where the state is. */
  readonly sizes?: boolean;
}

/**
 * Several steps in one graph. The state goes from step to step without leaving it, each step gathers
 * its batch by row number from the tables, and unless `each` is set only the last step's outputs are
 * published: what they alone need (a loss nobody reports) is dead code in all other steps.
 *
 * Ports: `rows` int32 [steps, batchSize], a table for each input, [steps] for each input that has no
 * table but a number a step, random numbers [steps, ...], the state; outputs, the state.
 */
export function unroll(
  lowered: LoweredFunction,
  tables: Readonly<Record<string, TableInput>>,
  batchSize: number,
  steps: number,
  { each = false, sizes = false }: UnrollOptions = {},
): Graph {
  const { graph, state } = lowered;
  const unrolled: Unrolled = {
    constants: new Map(graph.constants),
    nodes: [],
    infos: new Map(),
    outputs: [],
    state: new Map(state.map(({ before }) => [before, before])),
  };
  for (let step = 0; step < steps; step++) addStep(unrolled, lowered, tables, step);
  publishOutputs(unrolled, lowered, steps, each);
  publishState(unrolled, lowered, sizes);
  const { outputs, constants, nodes, infos } = unrolled;
  const inputs = inputsOf(lowered, tables, batchSize, steps);
  return { name: `${graph.name} x${steps}`, inputs, outputs, constants, nodes, infos };
}

/** The graph of several steps while it is written. */
interface Unrolled {
  readonly constants: Map<string, TensorData>;
  readonly nodes: Node[];
  readonly infos: Map<string, ValueInfo>;
  readonly outputs: Port[];
  /** What holds each part of the state after the steps written so far. */
  state: Map<string, string>;
}

/** Writes one step behind the others: its inputs, then a copy of the graph. */
function addStep(
  unrolled: Unrolled,
  { graph, inputs, state, randoms }: LoweredFunction,
  tables: Readonly<Record<string, TableInput>>,
  step: number,
): void {
  const { constants, nodes, infos } = unrolled;
  const prefix = `${step}/`;
  const ports = new Map(graph.inputs.map((port) => [port.name, port]));
  const names = new Map<string, string>(unrolled.state);
  const rename = (name: string) =>
    names.get(name) ?? (constants.has(name) || name === '' ? name : prefix + name);
  const ofStep = (port: string, name: string) =>
    node('Gather', [port, `${prefix}step`], prefix + name, { axis: { int: 0 } });

  constants.set(`${prefix}step`, int64s([step], []));
  nodes.push(ofStep(rowsPort, 'rows'));
  for (const input of inputs) {
    const table = tables[input];
    const batch = table
      ? gatherBatch(input, table, ports.get(input)!.type, prefix, constants)
      : [ofStep(perStepPort(input), input)];
    nodes.push(...batch);
    names.set(input, batch.at(-1)!.outputs[0]!);
  }
  for (const { port } of randoms) {
    nodes.push(ofStep(port, port));
    names.set(port, prefix + port);
  }
  for (const original of graph.nodes) {
    nodes.push({ ...original, inputs: original.inputs.map(rename), outputs: original.outputs.map(rename) });
  }
  for (const [name, info] of graph.infos) infos.set(rename(name), info);
  unrolled.state = new Map(
    state.map(({ before, after }) => [before, after ? rename(after) : unrolled.state.get(before)!]),
  );
}

function publishOutputs(
  unrolled: Unrolled,
  { graph, outputs }: LoweredFunction,
  steps: number,
  each: boolean,
): void {
  for (const { port } of outputs) {
    const { name, type, dims } = portNamed(graph, port);
    const values = Array.from({ length: steps }, (_, step) => `${step}/${port}`);
    if (each) publish(unrolled, { name, type, dims: [steps, ...dims] }, stack(unrolled, values, port));
    else publish(unrolled, { name, type, dims }, values.at(-1)!);
  }
}

/** Publishes what the steps write, and their sizes if asked: a sum of magnitudes is finite where all of it is. */
function publishState(unrolled: Unrolled, { graph, state }: LoweredFunction, sizes: boolean): void {
  const written = state.filter(({ after }) => after !== undefined);
  for (const { before, after } of written)
    publish(unrolled, portNamed(graph, after!), unrolled.state.get(before)!);
  const types = new Map(graph.inputs.map(({ name, type }) => [name, type]));
  const floating = written.filter(({ before }) => types.get(before) === 'float32');
  if (!sizes || floating.length === 0) return;
  const sums = floating.map(({ before }) => {
    const size = `${before}:size`;
    unrolled.nodes.push(node('ReduceL1', [unrolled.state.get(before)!], size, { keepdims: { int: 0 } }));
    return size;
  });
  const stacked = stack(unrolled, sums, sizesPort);
  publish(unrolled, { name: sizesPort, type: 'float32', dims: [sums.length] }, stacked);
}

function portNamed(graph: Graph, port: string): Port {
  return graph.outputs.find(({ name }) => name === port)!;
}

function publish({ nodes, outputs }: Unrolled, port: Port, value: string): void {
  nodes.push(node('Identity', [value], port.name));
  outputs.push(port);
}

/** Values of one shape along a new first axis. */
function stack({ constants, nodes }: Unrolled, values: readonly string[], name: string): string {
  constants.set('axis 0', int64s([0]));
  const rows = values.map((value, i) => `${name}:row ${i} of ${value}`);
  values.forEach((value, i) => {
    nodes.push(node('Unsqueeze', [value, 'axis 0'], rows[i]!));
  });
  nodes.push(node('Concat', rows, `${name}:stacked`, { axis: { int: 0 } }));
  return `${name}:stacked`;
}

function inputsOf(
  { graph, inputs, state, randoms }: LoweredFunction,
  tables: Readonly<Record<string, TableInput>>,
  batchSize: number,
  steps: number,
): Port[] {
  const ports = new Map(graph.inputs.map((port) => [port.name, port]));
  return [
    { name: rowsPort, type: 'int32', dims: [steps, batchSize] },
    ...inputs.map((input): Port => {
      const table = tables[input];
      if (!table) return { name: perStepPort(input), type: 'float32', dims: [steps] };
      return { name: tablePort(input), type: table.type, dims: [null, ...table.rowDims] };
    }),
    ...randoms.map(({ port, dims }) => ({ ...ports.get(port)!, dims: [steps, ...dims] })),
    ...state.map(({ before }) => ports.get(before)!),
  ];
}

function gatherBatch(
  input: string,
  { type, scale }: TableInput,
  wanted: DataType,
  prefix: string,
  constants: Map<string, TensorData>,
): Node[] {
  const nodes = [
    node('Gather', [tablePort(input), `${prefix}rows`], `${prefix}${input}:gathered`, { axis: { int: 0 } }),
  ];
  const last = () => nodes.at(-1)!.outputs[0]!;
  const factor = `${input}:scale`;
  if (scale !== undefined) constants.set(factor, floats([], [scale]));
  if (type === 'uint8' && scale !== undefined) {
    // Casts and scales in one pass.
    nodes.push(node('DequantizeLinear', [last(), factor], `${prefix}${input}:scaled`));
    return nodes;
  }
  if (type !== wanted) nodes.push(node('Cast', [last()], `${prefix}${input}:cast`, { to: { type: wanted } }));
  if (scale !== undefined) nodes.push(node('Mul', [last(), factor], `${prefix}${input}:scaled`));
  return nodes;
}

function node(op: string, inputs: string[], output: string, attributes: Node['attributes'] = {}): Node {
  return { op, inputs, outputs: [output], attributes };
}
