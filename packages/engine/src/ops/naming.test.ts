import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { lower } from '../compile/lower.ts';
import { GraphBuilder } from '../graph/builder.ts';
import { floats, int32s } from '../graph/graph.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { createSession } from '../runtimes/session.ts';
import { eager } from '../testing/reference.ts';
import { traceFunction } from '../trace/trace-function.ts';

test.skipIf(eager)(
  'an error of the runtime names what asked for the node, when it is loaded and when it runs',
  async () => {
    const b = new GraphBuilder('odd');
    const x = b.input('x', 'float32', [3]);
    const y = b.within("kernel 'Odd' of x: float32[3]", () =>
      b.op('Gather', [x, b.input('at', 'int32', [1])]),
    );
    b.output('y', 'float32', [1], y);
    const session = await createSession(b.build());
    const run = session.run({ x: floats([3], [1, 2, 3]), at: int32s([1], [9]) });
    await expect(run).rejects.toThrow(/^graph 'odd' failed: kernel 'Odd' of x: float32\[3\]: /);
    await session.close();

    const c = new GraphBuilder('odder');
    const matrix = c.input('x', 'float32', [2, 2, 2]);
    c.output(
      'y',
      'float32',
      [2, 2],
      c.within("kernel 'Odder' of nothing", () => c.op('Gemm', [matrix, matrix])),
    );
    // In WebAssembly it does not say which node it refuses.
    const who = process.env.HOURGLASS_ENGINE === 'wasm' ? '' : "kernel 'Odder' of nothing: ";
    await expect(createSession(c.build())).rejects.toThrow(`refuses graph 'odder': ${who}`);
  },
);

test('every node of a graph says which kernel asked for it, after all passes too', () => {
  const fn = ({ x, y }: Record<string, tf.Tensor>) => {
    const loss = (x: tf.Tensor) => tf.sum(tf.softmax(tf.mod(tf.matMul(x, y!), 0.3)));
    return { loss: loss(x!), slope: tf.grad(loss)(x!) };
  };
  const infos = { x: { type: 'float32', dims: [2, 3] }, y: { type: 'float32', dims: [3, 4] } } as const;
  const { graph } = lower(traceFunction(fn, infos));
  const calls = rewrite(graph)
    .nodes.filter(({ op }) => op !== 'Identity')
    .map(({ op, origin }) => `${op}: ${origin}`);
  expect(calls.filter((call) => !/: kernel '\w+' of /.test(call))).toEqual([]);
  expect(calls[0]).toMatch(/^Gemm: kernel 'BatchMatMul' of a: float32\[2,3\], b: float32\[3,4\]$/);
});
