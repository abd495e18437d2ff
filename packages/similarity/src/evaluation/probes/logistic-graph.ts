import { type Graph, GraphBuilder } from '@hourglass/engine/graph';

/**
 * Cross-entropy of a linear classifier over a batch, and its slopes.
 *
 * Inputs: `codes` [rows, size], `targets` [rows, classes] (one 1 a row), `weights` [size, classes], `bias`
 * [classes]. Outputs: `loss` [], summed over rows; `weightSlopes` [size, classes]; `biasSlopes` [classes].
 */
export function logisticGraph(size: number, classes: number): Graph {
  const b = new GraphBuilder('logistic');
  const codes = b.input('codes', 'float32', [null, size]);
  const targets = b.input('targets', 'float32', [null, classes]);
  const weights = b.input('weights', 'float32', [size, classes]);
  const bias = b.input('bias', 'float32', [classes]);
  const logChances = b.op('LogSoftmax', [b.op('Gemm', [codes, weights, bias])], { axis: { int: -1 } });
  const surprise = b.op('Neg', [b.op('Mul', [targets, logChances])]);
  b.output('loss', 'float32', [], b.op('ReduceSum', [surprise], { keepdims: { int: 0 } }));
  const slopes = b.op('Sub', [b.op('Exp', [logChances]), targets]);
  b.output('weightSlopes', 'float32', [size, classes], b.op('Gemm', [codes, slopes], { transA: { int: 1 } }));
  b.output(
    'biasSlopes',
    'float32',
    [classes],
    b.op('ReduceSum', [slopes, b.shape([0])], { keepdims: { int: 0 } }),
  );
  return b.build();
}
