import { floats, type Graph, type Node, type Port } from '../graph/graph.ts';

/** An input of a compiled function: what it is called with. */
export interface InputSpec {
  /** Shape, batch included. It is fixed: another shape is another compilation. */
  readonly shape: readonly number[];
  /** Type of the array that is passed. Default `float32`. `uint8` becomes floats inside the graph. */
  readonly type?: 'float32' | 'int32' | 'uint8';
  /** What the numbers are multiplied by before the function sees them, such as 1/255 for pixels. */
  readonly scale?: number;
}

/** Lets the graph take an input in the type it is passed in, and cast and scale it itself. */
export function scaledInputs(graph: Graph, specs: Readonly<Record<string, InputSpec>>): Graph {
  const constants = new Map(graph.constants);
  const prologue: Node[] = [];
  const renamed = new Map<string, string>();
  const inputs = graph.inputs.map((port): Port => {
    const spec = specs[port.name];
    if (!spec || (spec.scale === undefined && (spec.type ?? 'float32') === port.type)) return port;
    let value = port.name;
    const then = (op: string, more: string[], attributes: Node['attributes']) => {
      const output = `${port.name}:${op}`;
      prologue.push({ op, inputs: [value, ...more], outputs: [output], attributes });
      value = output;
    };
    const factor = `${port.name}:scale`;
    if (spec.scale !== undefined) constants.set(factor, floats([], [spec.scale]));
    const scaled = spec.scale === undefined ? [] : [factor];
    if (spec.type !== 'uint8') then('Mul', scaled, {});
    else if (scaled.length > 0) then('DequantizeLinear', scaled, {});
    else then('Cast', [], { to: { type: port.type } });
    renamed.set(port.name, value);
    return { ...port, type: spec.type ?? port.type };
  });
  const nodes = graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map((i) => renamed.get(i) ?? i) }));
  const infos = new Map(graph.infos);
  for (const [from, to] of renamed) {
    const info = graph.infos.get(from);
    if (info) infos.set(to, info);
    infos.delete(from);
  }
  return { ...graph, inputs, constants, nodes: [...prologue, ...nodes], infos };
}
