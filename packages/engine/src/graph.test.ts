import { describe, expect, test } from 'vitest';
import { createSession, floats, GraphBuilder, printGraph } from './graph.ts';

function affine() {
  const b = new GraphBuilder('affine');
  const x = b.input('x', 'float32', [null, 2]);
  const w = b.constant(floats([2, 3], [1, 2, 3, 4, 5, 6]), 'w');
  b.output('y', 'float32', [null, 3], b.op('Gemm', [x, w], { alpha: 2, transB: { int: 0 } }));
  return b.build();
}

describe('a graph as plain data', () => {
  test('has a text form', () => {
    expect(printGraph(affine())).toMatchInlineSnapshot(`
      "graph affine(x: float32[?,2])
        w = float32[2,3] {1 2 3 4 ...}
        v0 = Gemm(x, w, alpha=2, transB=0)
        y = Identity(v0)
        return y: float32[?,3]"
    `);
  });

  test('runs natively', async () => {
    const session = await createSession(affine(), { threads: 1 });
    const { y } = await session.run({ x: floats([1, 2], [1, 1]) });
    expect(y).toEqual(floats([1, 3], [10, 14, 18]));
    await session.close();
  });

  test('names the input that does not fit', async () => {
    const session = await createSession(affine());
    await expect(session.run({ x: floats([1, 3], [1, 1, 1]) })).rejects.toThrow(
      "graph 'affine': input 'x' wants float32[?,2], got float32[1,3] with 3 values.",
    );
    await expect(session.run({})).rejects.toThrow('got nothing');
    await session.close();
  });

  test('is refused when a name is read before it is defined', async () => {
    const graph = { ...affine(), constants: new Map() };
    await expect(createSession(graph)).rejects.toThrow("Gemm reads 'w', which nothing before it defines");
  });

  test('is refused by the runtime with its words when an operator does not exist', async () => {
    const b = new GraphBuilder('odd');
    const x = b.input('x', 'float32', [1]);
    b.output('y', 'float32', [1], b.op('NoSuchOp', [x]));
    await expect(createSession(b.build())).rejects.toMatchObject({ code: 'GRAPH_INVALID' });
  });
});
