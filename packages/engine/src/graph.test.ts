import { describe, expect, test } from 'vitest';
import {
  createSession,
  type DataType,
  floats,
  GraphBuilder,
  int32s,
  int64s,
  printGraph,
  type TensorData,
  uint8s,
} from './graph.ts';

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

  test('runs, on the runtime that the environment names', async () => {
    const session = await createSession(affine());
    expect(session.runtime).toBe(process.env.HOURGLASS_ENGINE);
    const { y } = await session.run({ x: floats([1, 2], [1, 1]) });
    expect(y).toEqual(floats([1, 3], [10, 14, 18]));
    await session.close();
  });

  test('runs on the runtime that is asked for', async () => {
    for (const runtime of ['native', 'wasm'] as const) {
      const session = await createSession(affine(), { runtime });
      expect(session.runtime).toBe(runtime);
      expect((await session.run({ x: floats([1, 2], [1, 1]) })).y!.data[2]).toBe(18);
      await session.close();
    }
  });

  const tensors: Record<DataType, TensorData> = {
    float32: floats([2, 2], [1, -2, Number.POSITIVE_INFINITY, 1e-30]),
    int32: int32s([3], [1, -2, 2 ** 31 - 1]),
    int64: int64s([1, -(2 ** 52)]),
    uint8: uint8s([2], Uint8Array.of(0, 255)),
    bool: { type: 'bool', dims: [2], data: Uint8Array.of(0, 1) },
  };
  test.each(Object.values(tensors))('takes and gives $type', async (tensor) => {
    const b = new GraphBuilder('same');
    const x = b.input('x', tensor.type, tensor.dims);
    b.output('y', tensor.type, tensor.dims, b.op('Concat', [x], { axis: { int: 0 } }));
    const session = await createSession(b.build());
    expect((await session.run({ x: tensor })).y).toEqual(tensor);
    await session.close();
  });

  test('takes and gives tensors of no values', async () => {
    const session = await createSession(affine());
    expect((await session.run({ x: floats([0, 2], []) })).y).toEqual(floats([0, 3], []));
    await session.close();
  });

  test('gives arrays that no later run changes', async () => {
    const session = await createSession(affine());
    const first = await session.run({ x: floats([1, 2], [1, 1]) });
    const more = [2, 3, 4].map((v) => session.run({ x: floats([1, 2], [v, v]) }));
    const results = await Promise.all(more);
    expect(first.y!.data).toEqual(Float32Array.of(10, 14, 18));
    expect(results.map(({ y }) => y!.data[0])).toEqual([20, 30, 40]);
    await session.close();
    expect(first.y!.data).toEqual(Float32Array.of(10, 14, 18));
  });

  test('names the input that does not fit', async () => {
    const session = await createSession(affine());
    await expect(session.run({ x: floats([1, 3], [1, 1, 1]) })).rejects.toThrow(
      "graph 'affine': input 'x' wants float32[?,2], got float32[1,3] with Float32Array of 3.",
    );
    await expect(session.run({})).rejects.toThrow('got nothing');
    await session.close();
  });

  test('is refused when a name is read before it is defined', async () => {
    const graph = { ...affine(), constants: new Map() };
    await expect(createSession(graph)).rejects.toThrow("Gemm reads 'w', which nothing before it defines");
  });

  test('that fails as it runs gives the words of the runtime', async () => {
    const b = new GraphBuilder('outside');
    const x = b.input('x', 'float32', [2]);
    const row = b.input('row', 'int64', [1]);
    b.output('y', 'float32', [1], b.op('Gather', [x, row], { axis: { int: 0 } }));
    const session = await createSession(b.build());
    const run = session.run({ x: floats([2], [1, 2]), row: int64s([7]) });
    await expect(run).rejects.toMatchObject({ code: 'RUNTIME_FAILED', message: /'outside' failed: .*7/ });
    await session.close();
  });

  test('is refused by the runtime with its words when an operator does not exist', async () => {
    const b = new GraphBuilder('odd');
    const x = b.input('x', 'float32', [1]);
    b.output('y', 'float32', [1], b.ops('NoSuchOp', [x], 1)[0]!);
    await expect(createSession(b.build())).rejects.toMatchObject({ code: 'GRAPH_INVALID' });
  });
});
