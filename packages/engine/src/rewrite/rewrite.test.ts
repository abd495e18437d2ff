import { describe, expect, test } from 'vitest';
import { composite } from '../composites/composite.ts';
import { GraphBuilder } from '../graph/builder.ts';
import { checkGraph } from '../graph/check.ts';
import { floats, type Graph, sizeOf } from '../graph/graph.ts';
import { printGraph } from '../graph/print.ts';
import { step } from '../graph/step.ts';
import { createSession } from '../runtimes/session.ts';
import { numbers } from '../testing/numbers.ts';
import { composites } from './composites.ts';
import { passes, rewrite } from './rewrite.ts';

interface Case {
  /** Writes a graph with input `x` [2, 3]; gives the value to publish as `y`. */
  readonly write: (b: GraphBuilder, x: string) => string;
  /** The operators that are left. */
  readonly leaves: string;
  /** Shape of `y`. */
  readonly dims?: readonly number[];
}

const scalar = (b: GraphBuilder, value: number) => b.constant(floats([], [value]));
const known = (b: GraphBuilder, value: string, ...dims: number[]) => {
  b.describe(value, { type: 'float32', dims });
  return value;
};

type PassName = keyof typeof passes;

const cases: Record<PassName, Case> = {
  aliases: {
    write: (b, x) => b.op('Neg', [b.op('Identity', [b.op('Identity', [x])])]),
    leaves: 'Neg',
  },
  reshapes: {
    write: (b, x) => b.op('Reshape', [b.op('Reshape', [b.op('Neg', [x]), b.shape([6])]), b.shape([3, 2])]),
    leaves: 'Neg Reshape',
    dims: [3, 2],
  },
  fills: {
    write: (b, x) => {
      const ones = b.fill(1, { type: 'float32', dims: [2, 3] });
      const quarter = b.op('Div', [b.op('Reshape', [ones, b.shape([2, 3])]), scalar(b, 4)]);
      return known(b, b.op('Mul', [quarter, x]), 2, 3);
    },
    leaves: 'Mul',
  },
  layouts: {
    write: (b, x) => {
      const picture = known(b, b.op('Reshape', [x, b.shape([1, 3, 1, 2])]), 1, 3, 1, 2); // channels first
      const last = known(b, b.op('Transpose', [picture], { perm: [0, 2, 3, 1] }), 1, 1, 2, 3);
      const bias = known(b, b.constant(floats([3], [1, -2, 3])), 3);
      const sum = known(b, b.op('Relu', [known(b, b.op('Add', [last, bias]), 1, 1, 2, 3)]), 1, 1, 2, 3);
      const first = known(b, b.op('Transpose', [sum], { perm: [0, 3, 1, 2] }), 1, 3, 1, 2);
      return b.op('Reshape', [b.op('Exp', [first]), b.shape([2, 3])]);
    },
    leaves: 'Reshape Reshape Add Relu Exp Reshape',
  },
  masks: {
    write: (b, x) => {
      const y = b.op('Relu', [x]);
      return b.op('Add', [y, step(b, x, 0)]);
    },
    leaves: 'Relu HardSigmoid Add',
  },
  stagedSums: {
    write: (b, x) => {
      const picture = b.op('Reshape', [x, b.shape([1, 2, 3, 1])]);
      b.describe(picture, { type: 'float32', dims: [1, 2, 3, 1] });
      return b.op('ReduceSum', [picture, b.shape([0, 2, 3])], { keepdims: { int: 0 } });
    },
    leaves: 'Reshape ReduceSum ReduceSum',
    dims: [2],
  },
  columnSums: {
    write: (b, x) => {
      const pictures = known(b, b.op('Reshape', [x, b.shape([1, 2, 3])]), 1, 2, 3);
      return known(b, b.op('ReduceSum', [pictures, b.shape([0, 1])], { keepdims: { int: 0 } }), 3);
    },
    leaves: 'Gemm Reshape',
    dims: [3],
  },
  deadCode: {
    write: (b, x) => {
      b.op('Exp', [b.op('Sqrt', [x])]);
      return b.op('Neg', [x]);
    },
    leaves: 'Neg',
  },
  sharedConstants: {
    write: (b, x) => b.op('Mul', [b.op('Add', [x, scalar(b, 2)]), b.op('Sub', [x, scalar(b, 2)])]),
    leaves: 'Add Sub Mul',
  },
  opposites: {
    write: (b, x) => {
      const z = composite(b, 'Sigmoid', [x], {});
      return b.op('Add', [b.op('Mul', [x, scalar(b, -0.25)]), b.op('Mul', [z, scalar(b, 0.25)])]);
    },
    leaves: 'Sigmoid Sub Mul',
  },
  biasIntoProduct: {
    write: (b, x) => {
      const weights = b.constant(floats([3, 2], [1, 2, 3, 4, 5, 6]));
      const bias = known(b, b.constant(floats([2], [7, 8])), 2);
      return b.op('Add', [known(b, b.op('Gemm', [x, weights]), 2, 2), bias]);
    },
    leaves: 'Gemm',
    dims: [2, 2],
  },
  pooledMasks: {
    write: (b, x) => {
      const picture = known(b, b.op('Relu', [b.op('Reshape', [x, b.shape([1, 1, 2, 3])])]), 1, 1, 2, 3);
      const pooled = b.op('MaxPool', [picture], { kernel_shape: [2, 3], strides: [2, 3] });
      const sizes = { picture: [1, 1, 2, 3], window: [2, 3], count: [1, 1] };
      const gradient = composite(b, 'MaxPoolGradient', [picture, known(b, pooled, 1, 1, 1, 1)], sizes);
      const mask = step(b, picture, 0);
      return b.op('Reshape', [b.op('Mul', [gradient, mask]), b.shape([2, 3])]);
    },
    leaves: 'Reshape Relu MaxPool HardSigmoid Mul MaxPoolGradient Reshape',
  },
  enlargedActivations: {
    write: (b, x) => {
      const picture = b.op('Reshape', [x, b.shape([1, 1, 2, 3])]);
      const filter = b.constant(floats([3, 3, 1, 1], [1, -2, 3, -4, 5, -6, 7, -8, 9]));
      const options = { filter: [3, 3, 1, 1], sizes: [1, 1, 4, 6], pad: { int: 1 }, activation: '' };
      return b.op('Relu', [composite(b, 'EnlargedConv', [picture, filter], options)]);
    },
    leaves: 'Reshape EnlargedConv',
    dims: [1, 1, 4, 6],
  },
  productFactors: {
    write: (b, x) => {
      const scaled = b.op('Mul', [x, scalar(b, 0.25)]);
      const product = b.op('Gemm', [x, scaled], { transA: { int: 1 } });
      const sum = b.op('ReduceSum', [scaled, b.shape([0])], { keepdims: { int: 0 } });
      return b.op('Add', [product, sum]);
    },
    leaves: 'Gemm ReduceSum Mul Add',
    dims: [3, 3],
  },
  squares: {
    write: (b, x) => {
      const g = b.op('Gemm', [x, x], { transB: { int: 1 } });
      const square = b.op('Mul', [b.op('Mul', [g, g]), scalar(b, 0.001)]);
      return b.op('Add', [b.op('Mul', [g, scalar(b, 0.1)]), square]);
    },
    leaves: 'Gemm Mul Mul Add',
    dims: [2, 2],
  },
  roots: {
    write: (b, x) => {
      const c = known(
        b,
        b.op('Sub', [scalar(b, 1), known(b, b.op('Mul', [scalar(b, 0.9), scalar(b, 0.8)]))]),
      );
      const k = known(b, b.op('Neg', [scalar(b, 0.001)]));
      const root = b.op('Sqrt', [b.op('Div', [b.op('Exp', [x]), c])]);
      return b.op('Div', [b.op('Mul', [x, k]), b.op('Add', [root, scalar(b, 1e-7)])]);
    },
    leaves: 'Mul Sub Neg Exp Sqrt Mul Mul Sqrt Mul Add Div',
  },
  shapes: {
    write: (b, x) => b.op('Relu', [b.op('Add', [b.op('Exp', [x]), x])]),
    leaves: 'Exp Add Relu',
  },
  stretches: {
    write: (b, x) => {
      const row = known(b, b.op('ReduceMax', [x, b.shape([0])], { keepdims: { int: 1 } }), 1, 3);
      const tiled = known(b, b.op('Tile', [row, b.shape([2, 1])]), 2, 3);
      const ones = known(b, b.constant(floats([2, 3], [1, 1, 1, 1, 1, 1])), 2, 3);
      const scaled = known(b, b.op('Mul', [known(b, b.op('Neg', [tiled]), 2, 3), ones]), 2, 3);
      return b.op('Neg', [known(b, b.op('Sub', [x, scaled]), 2, 3)]);
    },
    leaves: 'ReduceMax Neg Mul Sub Neg',
  },
  tails: {
    write: (b, x) => {
      const [one, sigmoid, tanh] = [scalar(b, 1), composite(b, 'Sigmoid', [x], {}), b.op('Tanh', [x])];
      const rest = b.op('Log', [b.op('Sub', [one, sigmoid])]);
      const slope = b.op('Sub', [one, b.op('Mul', [tanh, tanh])]);
      return b.op('Mul', [b.op('Mul', [rest, slope]), b.op('Mul', [sigmoid, b.op('Sub', [one, sigmoid])])]);
    },
    leaves: 'Softplus Neg TanhSlope Mul SigmoidSlope Mul',
  },
  duplicates: {
    write: (b, x) => b.op('Mul', [b.op('Exp', [x]), b.op('Neg', [b.op('Exp', [x])])]),
    leaves: 'Exp Neg Mul',
  },
  sumFactors: {
    write: (b, x) => {
      const column = known(b, b.op('ReduceMax', [x, b.shape([1])], { keepdims: { int: 1 } }), 2, 1);
      const product = known(b, b.op('Mul', [known(b, b.op('Mul', [x, column]), 2, 3), x]), 2, 3);
      return known(b, b.op('ReduceSum', [product, b.shape([1])], { keepdims: { int: 0 } }), 2);
    },
    leaves: 'ReduceMax Mul ReduceSum Reshape Mul',
    dims: [2],
  },
  smallFactors: {
    write: (b, x) => {
      const c = known(b, b.op('Sub', [scalar(b, 1), scalar(b, 0.1)]));
      const chain = b.op('Div', [b.op('Div', [x, c]), known(b, b.op('Exp', [x]), 2, 3)]);
      return known(b, b.op('Mul', [chain, scalar(b, -0.001)]), 2, 3);
    },
    leaves: 'Sub Exp Div Mul Div',
  },
};

function graphOf({ write, dims = [2, 3] }: Case): Graph {
  const b = new GraphBuilder('case');
  const x = b.input('x', 'float32', [2, 3]);
  known(b, x, 2, 3);
  b.output('y', 'float32', dims, write(b, x));
  return b.build();
}

async function outputOf(graph: Graph, seed: number): Promise<Float32Array> {
  const session = await createSession(composites(graph), { threads: 1 });
  const { y } = await session.run({ x: floats([2, 3], numbers(6, seed)) });
  await session.close();
  expect(sizeOf(y!.dims)).toBe(y!.data.length);
  return y!.data as Float32Array;
}

const opsOf = (graph: Graph) =>
  graph.nodes
    .map(({ op }) => op)
    .filter((op) => op !== 'Identity')
    .join(' ');

describe.each(Object.keys(passes) as PassName[])('the pass %s', (name) => {
  const before = graphOf(cases[name]);
  const after = passes.deadCode(checkGraph(passes[name](before)));

  test('leaves less to do', async () => {
    expect(opsOf(after)).toBe(cases[name].leaves);
    const text = `${printGraph(before)}\n\n-> ${name}\n\n${printGraph(after)}\n`;
    await expect(text).toMatchFileSnapshot(`pictures/${name}.txt`);
  });

  test('keeps the result', async () => {
    for (const seed of [1, 2, 3]) {
      const [wanted, got] = [await outputOf(before, seed), await outputOf(after, seed)];
      for (const [i, value] of wanted.entries()) expect(got[i]).toBeCloseTo(value, 5);
    }
  });

  test('keeps the result together with all others, and twice', async () => {
    const all = rewrite(before);
    const [wanted, got] = [await outputOf(before, 4), await outputOf(rewrite(all), 4)];
    for (const [i, value] of wanted.entries()) expect(got[i]).toBeCloseTo(value, 5);
  });
});

test('a relu and its mask read one another, not the same input', () => {
  const [, mask] = passes.masks(graphOf(cases.masks)).nodes;
  expect(mask!.inputs).toEqual([graphOf(cases.masks).nodes[0]!.outputs[0]]);
});

test("the gradient of cross-entropy takes the quick sigmoid, as if its targets were off by a float's last digit", async () => {
  const { nodes } = passes.opposites(graphOf(cases.opposites));
  expect(nodes.map(({ op, domain = 'onnx' }) => `${domain} ${op}`)).toContain('onnx Sigmoid');
  const b = new GraphBuilder('quick');
  b.output('y', 'float32', [4001], b.op('Sigmoid', [b.input('z', 'float32', [4001])]));
  const session = await createSession(b.build(), { threads: 1 });
  const z = Float32Array.from({ length: 4001 }, (_, i) => (i - 2000) / 20);
  const { y } = await session.run({ z: floats([4001], z) });
  await session.close();
  const off = z.map((at, i) => Math.abs(Number(y!.data[i]) - 1 / (1 + Math.exp(-at))));
  expect(Math.max(...off)).toBeLessThan(2 ** -22);
});

test('a chain whose factors cancel leaves those who read it what it was made of', async () => {
  const write = (b: GraphBuilder, x: string) => {
    const times = (value: string, factor: string) => known(b, b.op('Mul', [value, factor]), 2, 3);
    const halved = (value: string) => known(b, b.op('Div', [value, scalar(b, 2)]), 2, 3);
    const same = halved(times(known(b, b.op('Relu', [x]), 2, 3), scalar(b, 2)));
    const row = known(b, b.op('ReduceSum', [x, b.shape([0])]), 1, 3);
    return known(b, b.op('Add', [times(times(same, row), scalar(b, 3)), halved(times(same, row))]), 2, 3);
  };
  const before = graphOf({ write, leaves: '' });
  const after = checkGraph(passes.smallFactors(before));
  const [wanted, got] = [await outputOf(before, 5), await outputOf(after, 5)];
  for (const [i, value] of wanted.entries()) expect(got[i]).toBeCloseTo(value, 4);
});

test('equal constants become one', () => {
  const graph = graphOf(cases.sharedConstants);
  expect(graph.constants.size).toBe(2);
  expect(passes.sharedConstants(graph).constants.size).toBe(1);
});
