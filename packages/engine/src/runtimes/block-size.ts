import { GraphBuilder } from '../graph/builder.ts';
import { floats, type Graph, type TensorData } from '../graph/graph.ts';
import { NCHWC } from '../rewrite/blocked/nchwc.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import type { LoadedRuntime } from './runtime.ts';
import { openSession } from './session.ts';

/**
 * How many channels a block of the runtime's private picture kernels has: 16 with AVX-512, 8 with AVX2,
 * `undefined` where there are none, or where they do not compute what the standard operators do. They are
 * no promise of ONNX Runtime's, so this is asked of the library that is here, once, and only for graphs
 * with convolutions. `HOURGLASS_PICTURES=plain` says no.
 */
export async function blockSize(runtime: LoadedRuntime, graph: Graph): Promise<number | undefined> {
  if (globalThis.process?.env?.HOURGLASS_PICTURES === 'plain') return undefined;
  if (runtime.provider !== 'cpu' || !graph.nodes.some(({ op }) => op === 'Conv')) return undefined;
  probed ??= probe(runtime).catch(() => undefined);
  return probed;
}

let probed: Promise<number | undefined> | undefined;

async function probe(runtime: LoadedRuntime): Promise<number | undefined> {
  const block = await measure(runtime);
  if (block === undefined) return undefined;
  const plain = await run(runtime, rewrite(sample()));
  const blocked = await run(runtime, rewrite(sample(), block));
  const same = plain.data.every((value, i) => Math.abs(Number(value) - Number(blocked.data[i])) < 1e-4);
  return same ? block : undefined;
}

/** In blocks, a first pixel's channels lie side by side until the block ends and the second pixel's begin. */
async function measure(runtime: LoadedRuntime): Promise<number | undefined> {
  const b = new GraphBuilder('block-size');
  const channels = 64;
  const isSecondPixel = Float32Array.from({ length: channels * 2 }, (_, i) => i % 2);
  const x = b.constant(floats([1, channels, 1, 2], isSecondPixel));
  const [reordered] = b.ops('ReorderInput', [x], 1, {}, NCHWC);
  b.output('y', 'float32', [null, null, null, null], reordered!);
  const { data } = await run(runtime, b.build());
  const block = data.findIndex((value) => Number(value) === 1);
  return block === 8 || block === 16 ? block : undefined;
}

/** A little of all that the pass writes. */
function sample(): Graph {
  const b = new GraphBuilder('sample');
  const picture = (dims: readonly number[], value: string) => {
    b.describe(value, { type: 'float32', dims });
    return value;
  };
  const waves = (dims: readonly number[]) => {
    const length = dims.reduce((size, dim) => size * dim, 1);
    return picture(
      dims,
      b.constant(
        floats(
          dims,
          Float32Array.from({ length }, (_, i) => Math.sin(i)),
        ),
      ),
    );
  };
  const same = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
  const few = picture(
    [1, 20, 4, 4],
    b.op('Conv', [waves([1, 3, 4, 4]), waves([20, 3, 3, 3]), waves([20])], same),
  );
  const wide = picture(
    [1, 24, 4, 4],
    b.op('Conv', [picture([1, 20, 4, 4], b.op('Relu', [few])), waves([24, 20, 3, 3])], same),
  );
  const pooled = picture([1, 24, 2, 2], b.op('MaxPool', [wide], { kernel_shape: [2, 2], strides: [2, 2] }));
  b.output('y', 'float32', [1, 24, 2, 2], pooled);
  return b.build();
}

async function run(runtime: LoadedRuntime, graph: Graph): Promise<TensorData> {
  const session = await openSession(graph, runtime);
  try {
    return (await session.run({})).y!;
  } finally {
    await session.close();
  }
}
