import type { DataType, Graph, Node, Port, TensorData, ValueInfo } from '../graph/graph.ts';
import { floats, int64s } from '../graph/graph.ts';
import { sizesPort } from './finite.ts';
import type { LoweredFunction } from './lower.ts';
import { perStepPort } from './per-step.ts';

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

/** Names of the ports of an unrolled graph. */
export const rowsPort = 'rows';
export const tablePort = (input: string) => `${input}:table`;

/**
 * Several steps in one graph. The state goes from step to step without leaving it, each step gathers
 * its batch by row number from the tables, and unless `each` is set only the last step's outputs are
 * published: what they alone need (a loss nobody reports) is dead code in all other steps.
 *
 * Ports: `rows` int32 [steps, batchSize], a table for each input, [steps] for each input that has no
 * table but a number a step, random numbers [steps, ...], the state; outputs, the state.
 */
export function unroll(
  { graph, inputs, outputs, state, randoms }: LoweredFunction,
  tables: Readonly<Record<string, TableInput>>,
  batchSize: number,
  steps: number,
  { each = false, sizes = false }: UnrollOptions = {},
): Graph {
  const ports = new Map(graph.inputs.map((port) => [port.name, port]));
  const outputPorts = new Map(graph.outputs.map((port) => [port.name, port]));
  const constants = new Map<string, TensorData>(graph.constants);
  const nodes: Node[] = [];
  const infos = new Map<string, ValueInfo>();
  let current = new Map(state.map(({ before }) => [before, before]));

  for (let step = 0; step < steps; step++) {
    const prefix = `${step}/`;
    const names = new Map<string, string>(current);
    const rename = (name: string) =>
      names.get(name) ?? (constants.has(name) || name === '' ? name : prefix + name);
    constants.set(`${prefix}step`, int64s([step], []));
    nodes.push(node('Gather', [rowsPort, `${prefix}step`], `${prefix}rows`, { axis: { int: 0 } }));
    for (const input of inputs) {
      const table = tables[input];
      const made = table
        ? gatherBatch(input, table, ports.get(input)!.type, prefix, constants)
        : [node('Gather', [perStepPort(input), `${prefix}step`], prefix + input, { axis: { int: 0 } })];
      nodes.push(...made);
      names.set(input, made.at(-1)!.outputs[0]!);
    }
    for (const { port } of randoms) {
      nodes.push(node('Gather', [port, `${prefix}step`], prefix + port, { axis: { int: 0 } }));
      names.set(port, prefix + port);
    }
    for (const original of graph.nodes) {
      nodes.push({ ...original, inputs: original.inputs.map(rename), outputs: original.outputs.map(rename) });
    }
    for (const [name, info] of graph.infos) infos.set(rename(name), info);
    current = new Map(
      state.map(({ before, after }) => [before, after ? rename(after) : current.get(before)!]),
    );
  }

  const published: Port[] = [];
  const publish = (port: Port, value: string) => {
    nodes.push(node('Identity', [value], port.name));
    published.push(port);
  };
  constants.set('axis 0', int64s([0]));
  const stack = (values: readonly string[], name: string) => {
    const rows = values.map((value, i) => `${name}:row ${i} of ${value}`);
    values.forEach((value, i) => {
      nodes.push(node('Unsqueeze', [value, 'axis 0'], rows[i]!));
    });
    nodes.push(node('Concat', rows, `${name}:stacked`, { axis: { int: 0 } }));
    return `${name}:stacked`;
  };
  for (const { port } of outputs) {
    const { name, type, dims } = outputPorts.get(port)!;
    const values = Array.from({ length: steps }, (_, step) => `${step}/${port}`);
    if (each) publish({ name, type, dims: [steps, ...dims] }, stack(values, port));
    else publish({ name, type, dims }, values.at(-1)!);
  }
  const written = state.filter(({ after }) => after !== undefined);
  for (const { before, after } of written) publish(outputPorts.get(after!)!, current.get(before)!);
  const floating = written.filter(({ before }) => ports.get(before)!.type === 'float32');
  if (sizes && floating.length > 0) {
    const sums = floating.map(({ before }) => {
      nodes.push(node('ReduceL1', [current.get(before)!], `${before}:size`, { keepdims: { int: 0 } }));
      return `${before}:size`;
    });
    publish({ name: sizesPort, type: 'float32', dims: [sums.length] }, stack(sums, sizesPort));
  }

  const tablePorts = inputs.map((input) => {
    const table = tables[input];
    if (!table) return { name: perStepPort(input), type: 'float32' as const, dims: [steps] };
    return { name: tablePort(input), type: table.type, dims: [null, ...table.rowDims] };
  });
  return {
    name: `${graph.name} x${steps}`,
    inputs: [
      { name: rowsPort, type: 'int32', dims: [steps, batchSize] },
      ...tablePorts,
      ...randoms.map(({ port, dims }) => ({ ...ports.get(port)!, dims: [steps, ...dims] })),
      ...state.map(({ before }) => ports.get(before)!),
    ],
    outputs: published,
    constants,
    nodes,
    infos,
  };
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
