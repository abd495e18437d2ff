import { type Graph, int64s, type Node } from '../graph/graph.ts';
import { freshNames, mapNodes } from './edit.ts';

/**
 * The sum, or the mean, over pictures and pixels becomes two: over a picture's pixels, then over pictures. ONNX Runtime
 * is several times slower at once, and one sum over a hundred thousand floats loses digits.
 */
export function stagedSums(graph: Graph): Graph {
  const fresh = freshNames(graph);
  const constants = new Map(graph.constants);
  const axesNamed = (axes: readonly number[]) => {
    const name = `axes(${axes})`;
    if (!constants.has(name)) constants.set(name, int64s(axes));
    return name;
  };
  const infos = new Map(graph.infos);
  const rewritten = mapNodes({ ...graph, constants }, (node) => {
    if (node.op !== 'ReduceSum' && node.op !== 'ReduceMean') return undefined;
    const axes = Array.from(constants.get(node.inputs[1]!)?.data ?? [], Number).sort((a, b) => a - b);
    const from = graph.infos.get(node.inputs[0]!);
    if (axes.join() !== '0,2,3' || from?.dims.length !== 4) return undefined;
    const keepdims = node.attributes.keepdims;
    if (typeof keepdims === 'object' && 'int' in keepdims && keepdims.int === 1) return undefined;
    const perPicture = fresh(`${node.outputs[0]}:picture`);
    infos.set(perPicture, { type: from.type, dims: from.dims.slice(0, 2) });
    const nodes: Node[] = [
      { ...node, inputs: [node.inputs[0]!, axesNamed([2, 3])], outputs: [perPicture] },
      { ...node, inputs: [perPicture, axesNamed([0])] },
    ];
    return { nodes };
  });
  return { ...rewritten, constants, infos };
}
