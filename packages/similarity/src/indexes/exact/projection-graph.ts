import { type Graph, GraphBuilder } from '@hourglass/engine/graph';

/** Inputs: `rows` [n, width] and `basis` [directions, width]. Output: `along` [n, directions], their products. */
export function projectionGraph(width: number): Graph {
  const b = new GraphBuilder('projection');
  const rows = b.input('rows', 'float32', [null, width]);
  const basis = b.input('basis', 'float32', [null, width]);
  b.output('along', 'float32', [null, null], b.op('Gemm', [rows, basis], { transB: { int: 1 } }));
  return b.build();
}
