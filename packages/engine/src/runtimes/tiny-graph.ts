import { GraphBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';

/** The smallest graph that computes: `y = x + x`. Whoever runs it can run graphs. */
export function tinyGraph(): Graph {
  const b = new GraphBuilder('tiny');
  const x = b.input('x', 'float32', [null]);
  b.output('y', 'float32', [null], b.op('Add', [x, x]));
  return b.build();
}
