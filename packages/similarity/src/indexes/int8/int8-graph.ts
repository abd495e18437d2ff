import { type Graph, GraphBuilder } from '@hourglass/engine/graph';

/**
 * As `scanGraph`, with items in 8 bits that become float32 on the way: some 2 % of the product's time, where
 * products of integers are slower on CPUs without instructions for them, and round the queries too.
 *
 * Inputs: `queries` [batch, width + 1], the last column 1; `bytes` uint8 [rows, width]; `lows` and `steps`
 * [width]; `bias` [rows, 1]; `k` [1]. Outputs: `scores` and their `rows` (int32), both [batch, k].
 */
export function int8Graph(width: number): Graph {
  const b = new GraphBuilder('int8-scan');
  const queries = b.input('queries', 'float32', [null, width + 1]);
  const bytes = b.input('bytes', 'uint8', [null, width]);
  const lows = b.input('lows', 'float32', [width]);
  const steps = b.input('steps', 'float32', [width]);
  const bias = b.input('bias', 'float32', [null, 1]);
  const k = b.input('k', 'int64', [1]);
  const vectors = b.op('Add', [b.op('Mul', [b.cast(bytes, 'float32'), steps]), lows]);
  const items = b.op('Concat', [vectors, bias], { axis: { int: 1 } });
  const [scores, rows] = b.ops('TopK', [b.op('Gemm', [queries, items], { transB: { int: 1 } }), k], 2, {
    axis: { int: -1 },
  });
  b.output('scores', 'float32', [null, null], scores!);
  b.output('rows', 'int32', [null, null], b.cast(rows!, 'int32'));
  return b.build();
}
