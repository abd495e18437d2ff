import { int64s, type Node } from '../../graph/graph.ts';
import { type Blocks, cutBack, type Handled } from './blocks.ts';
import { isPicture, roundUp } from './nchwc.ts';

/** A sum or mean over each picture's pixels, [batch, channels]. */
export function overPixels(node: Node, blocks: Blocks): Handled | undefined {
  const { b, block } = blocks;
  const [x, axes] = node.inputs as [string, string];
  const found = blocks.find(x);
  const dims = blocks.dimsOf(x);
  const over = Array.from(blocks.constantOf(axes)?.data ?? [], Number).sort();
  const { keepdims } = node.attributes;
  const kept = typeof keepdims === 'object' && 'int' in keepdims && keepdims.int === 1;
  if (!found || !isPicture(dims) || over.join() !== '2,3' || keepdims === undefined || kept) return undefined;
  const [n, c, height, width] = dims;
  const channels = roundUp(c, block);
  const pixels = b.op('Reshape', [found, b.shape([(n * channels) / block, height * width, block])]);
  const [sums] = b.ops(node.op, [pixels, b.constant(int64s([1]))], 1, { keepdims: { int: 0 } }) as [string];
  return { plain: cutBack(b, b.op('Reshape', [sums, b.shape([n, channels])]), 1, c, block) };
}
