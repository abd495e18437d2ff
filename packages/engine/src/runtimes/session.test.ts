import { expect, test } from 'vitest';
import { GraphBuilder } from '../graph/builder.ts';
import { floats, type TensorData } from '../graph/graph.ts';
import { createSession } from './session.ts';

/** `a * factor + b`, with as many further inputs added as `more` says. */
function graph(factor: number, more: number) {
  const b = new GraphBuilder(`times ${factor}`);
  const product = b.op('Mul', [b.input('a', 'float32', [null]), b.constant(floats([], [factor]))]);
  const names = ['b', ...Array.from({ length: more }, (_, i) => `more${i}`)];
  const sum = names.reduce((value, name) => b.op('Add', [value, b.input(name, 'float32', [null])]), product);
  b.output('y', 'float32', [null], sum);
  return { graph: b.build(), names };
}

test('sessions that are made, run and closed while others are give their own results', async () => {
  const one = async (factor: number) => {
    const { graph: own, names } = graph(factor, factor % 4);
    const session = await createSession(own);
    const results: number[][] = [];
    for (let call = 0; call < 5; call++) {
      const feeds = names.map((name, i) => [name, floats([2], [i, call])]);
      const { y } = await session.run({ a: floats([2], [1, call]), ...Object.fromEntries(feeds) });
      results.push([...(y!.data as Float32Array)]);
      if (call % 2 === factor % 2) await new Promise((resolve) => setTimeout(resolve));
    }
    await session.close();
    return results;
  };
  const factors = Array.from({ length: 12 }, (_, i) => i);
  const together = await Promise.all(factors.map(one));
  for (const factor of factors) {
    const count = (factor % 4) + 1;
    const first = factor + (count * (count - 1)) / 2;
    const wanted = [0, 1, 2, 3, 4].map((call) => [first, call * factor + call * count]);
    expect(together[factor]).toEqual(wanted);
  }
});

test('shared memory is taken, and an array of another kind than the type says is refused', async () => {
  const session = await createSession(graph(2, 0).graph);
  const a = new Float32Array(new SharedArrayBuffer(8));
  a.set([1, 2]);
  const { y } = await session.run({ a: floats([2], a), b: floats([2], [1, 1]) });
  expect(y!.data).toEqual(Float32Array.of(3, 5));
  const wrong = { type: 'float32', dims: [2], data: Float64Array.of(1, 2) } as unknown as TensorData;
  await expect(session.run({ a: wrong, b: floats([2], [1, 1]) })).rejects.toMatchObject({
    code: 'SHAPE_MISMATCH',
    message: "graph 'times 2': input 'a' wants float32[?], got float32[2] with Float64Array of 2.",
  });
  await session.close();
});

test('a call that fails holds up no other', async () => {
  const session = await createSession(graph(2, 0).graph);
  const run = (a: number[], b: number[]) =>
    session.run({ a: floats([a.length], a), b: floats([b.length], b) });
  const calls = [run([1], [1]), run([1, 2, 3], [1, 2]), run([2], [2])];
  const [first, second, third] = await Promise.allSettled(calls);
  expect(first).toMatchObject({ value: { y: { data: Float32Array.of(3) } } });
  expect(second).toMatchObject({ reason: { code: 'RUNTIME_FAILED' } });
  expect(third).toMatchObject({ value: { y: { data: Float32Array.of(6) } } });
  await session.close();
});
