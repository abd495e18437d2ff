import { type Graph, GraphBuilder } from '@hourglass/engine/graph';

/** `TensorProto.DataType.INT32`, ONNX's number for it. */
const INT32 = 6;

/**
 * Scores a batch of queries against a block of items, and gives the `k` best of each query.
 *
 * Inputs: `queries` [batch, columns], 1 in the columns after the vector; `items` [rows, columns], the bias
 * in those; `k` [1]. Outputs: `scores` and their `rows` (int32), both [batch, k], best first; of equal
 * scores the lower row first, as ONNX defines TopK.
 *
 * The bias is a column because a third operand of Gemm is a pass of its own over all scores (a third of
 * the time at 60,000 x 64). Items are a feed: as a constant they would be copied into the model's bytes
 * and again into the session, for 4 % of speed.
 */
export function scanGraph(columns: number): Graph {
  const b = new GraphBuilder('exact-scan');
  const queries = b.input('queries', 'float32', [null, columns]);
  const items = b.input('items', 'float32', [null, columns]);
  const k = b.input('k', 'int64', [1]);
  const all = b.op('Gemm', [queries, items], { transB: { int: 1 } });
  const [scores, rows] = b.ops('TopK', [all, k], 2, { axis: { int: -1 } });
  b.output('scores', 'float32', [null, null], scores!);
  b.output('rows', 'int32', [null, null], b.op('Cast', [rows!], { to: { int: INT32 } }));
  return b.build();
}
