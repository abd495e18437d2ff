import type { Graph } from '../graph/graph.ts';
import { mapNodes, producers, useCounts } from './edit.ts';

/** Adding a row to a matrix product is part of the product. */
export function biasIntoGemm(graph: Graph): Graph {
  const made = producers(graph);
  const uses = useCounts(graph);
  return mapNodes(graph, (node) => {
    if (node.op !== 'Add') return undefined;
    for (const [product, bias] of [node.inputs, node.inputs.toReversed()] as [string, string][]) {
      const gemm = made.get(product);
      const columns = graph.infos.get(product)?.dims.at(-1);
      const row = graph.infos.get(bias)?.dims;
      const fits = gemm?.op === 'Gemm' && gemm.inputs.length === 2 && uses.get(product) === 1;
      if (fits && row?.length === 1 && row[0] === columns) {
        return { nodes: [{ ...gemm, inputs: [...gemm.inputs, bias], outputs: node.outputs }] };
      }
    }
    return undefined;
  });
}
