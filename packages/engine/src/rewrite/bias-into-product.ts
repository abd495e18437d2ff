import type { Graph } from '../graph/graph.ts';
import { mapNodes, producers, useCounts } from './edit.ts';

/** Adding one number a column to a matrix product, or one a channel to a convolution, is part of it. */
export function biasIntoProduct(graph: Graph): Graph {
  const producerOf = producers(graph);
  const uses = useCounts(graph);

  /** The plain list of numbers behind a bias, if it lies along the product's last or channel axis. */
  const biasOf = (name: string, op: string, dims: readonly number[]) => {
    const own = graph.infos.get(name)?.dims ?? graph.constants.get(name)?.dims;
    if (op === 'Gemm') return own?.length === 1 && own[0] === dims.at(-1) ? name : undefined;
    const reshape = producerOf.get(name);
    const along =
      own?.length === 4 && own.every((size, axis) => (axis === 1 ? size === dims[1] : size === 1));
    if (!along || reshape?.op !== 'Reshape') return undefined;
    return graph.infos.get(reshape.inputs[0]!)?.dims.length === 1 ? reshape.inputs[0] : undefined;
  };

  return mapNodes(graph, (node) => {
    if (node.op !== 'Add') return undefined;
    for (const [product, bias] of [node.inputs, node.inputs.toReversed()] as [string, string][]) {
      const maker = producerOf.get(product);
      const dims = graph.infos.get(product)?.dims;
      if (!maker || !dims || !['Gemm', 'Conv', 'EnlargedConv'].includes(maker.op)) continue;
      if (maker.inputs.length !== 2 || uses.get(product) !== 1) continue;
      const list = biasOf(bias, maker.op, dims);
      if (list) return { nodes: [{ ...maker, inputs: [...maker.inputs, list], outputs: node.outputs }] };
    }
    return undefined;
  });
}
