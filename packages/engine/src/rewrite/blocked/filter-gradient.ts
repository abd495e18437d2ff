import { enlargedFilterGradient } from '../../composites/enlarged-conv.ts';
import {
  byGroups,
  type FilterGradientSizes,
  picturesCanSlide,
  sizesIn,
} from '../../composites/filter-gradient.ts';
import type { Turned } from '../../composites/turned.ts';
import { TO_FIRST, TO_LAST } from '../../graph/channels-first.ts';
import { floats, int64s, type Node } from '../../graph/graph.ts';
import { type Blocks, cutBack, type Handled } from './blocks.ts';
import { NCHWC, roundUp } from './nchwc.ts';

/** Up to this many channels, a product with every pixel's neighbourhood is faster than a convolution. */
const FEW = 4;

export function filterGradient(node: Node, blocks: Blocks): Handled {
  const [x, dy] = node.inputs as [string, string];
  const sizes = sizesIn(node.attributes);
  const strided = sizes.strides.some((stride) => stride !== 1);
  const few = (name: string, channels: number) => channels <= FEW && blocks.find(name) === undefined;
  if (!strided && few(x, sizes.pictures[1]!) && blocks.find(dy)) {
    return { plain: ofFewInputs(blocks, x, dy, sizes) };
  }
  if (picturesCanSlide(sizes) && few(dy, sizes.gradients[1]!) && blocks.find(x)) {
    return { plain: ofFewOutputs(blocks, x, dy, sizes) };
  }
  return { plain: byGroups(blocks.b, turned(blocks, x), turned(blocks, dy), sizes) };
}

export function enlargedGradient(node: Node, blocks: Blocks): Handled {
  const [x, dy] = node.inputs as [string, string];
  return {
    plain: enlargedFilterGradient(blocks.b, turned(blocks, x), turned(blocks, dy), node.attributes),
  };
}

/** A transpose to channels last takes blocks apart at once. */
export function toLast(node: Node, blocks: Blocks): Handled | undefined {
  const [x] = node.inputs as [string];
  const perm = String(node.attributes.perm);
  return perm === String(TO_LAST) && blocks.find(x) ? { plain: turned(blocks, x).last() } : undefined;
}

function turned(blocks: Blocks, name: string): Turned {
  const { b, block, find, dimsOf, makerOf } = blocks;
  return {
    first: () => blocks.plain(name),
    last() {
      const form = find(name);
      if (form) {
        const [n, c, height, width] = dimsOf(name) as [number, number, number, number];
        if (c === block) return b.op('Reshape', [form, b.shape([n, height, width, c])]);
        const attributes = { channels: { int: c }, channels_last: { int: 1 } };
        return b.ops('ReorderOutput', [form], 1, attributes, NCHWC)[0]!;
      }
      const maker = makerOf(name);
      if (maker?.op === 'Transpose' && String(maker.attributes.perm) === String(TO_FIRST)) {
        return blocks.plain(maker.inputs[0]!);
      }
      return b.op('Transpose', [blocks.plain(name)], { perm: TO_LAST });
    },
  };
}

/** Every pixel's neighbourhood in the pictures, times the blocks of the gradients, summed over pixels and pictures. */
function ofFewInputs(blocks: Blocks, x: string, dy: string, sizes: FilterGradientSizes): string {
  const { b, block } = blocks;
  const [n, c] = sizes.pictures as [number, number];
  const [, o, height, width] = sizes.gradients as [number, number, number, number];
  const [kh, kw] = sizes.kernel as [number, number];
  const [top, left] = sizes.pads as [number, number];
  const seen = neighbourhoods(blocks, x, sizes.pictures, [height, width], sizes.kernel, [top, left], false);
  const sums = pixelProduct(blocks, seen, [n, kh * kw * c, height * width], blocks.find(dy)!, o);
  const taps = b.op('Transpose', [sums], { perm: [1, 0, 2] }); // [taps x c, blocks, block]
  const flat = b.op('Reshape', [taps, b.shape([kh * kw * c, roundUp(o, block)])]);
  return b.op('Reshape', [cutBack(b, flat, 1, o, block), b.shape([kh, kw, c, o])]);
}

/** The same the other way round: the pixel's neighbourhood in the gradients, taps in reverse order. */
function ofFewOutputs(blocks: Blocks, x: string, dy: string, sizes: FilterGradientSizes): string {
  const { b, block } = blocks;
  const [n, c, height, width] = sizes.pictures as [number, number, number, number];
  const [, o] = sizes.gradients as [number, number];
  const [kh, kw] = sizes.kernel as [number, number];
  const [top, left] = sizes.pads as [number, number];
  const before = [kh - 1 - top, kw - 1 - left] as const;
  const seen = neighbourhoods(blocks, dy, sizes.gradients, [height, width], sizes.kernel, before, true);
  const sums = pixelProduct(blocks, seen, [n, kh * kw * o, height * width], blocks.find(x)!, c);
  const apart = b.op('Reshape', [sums, b.shape([roundUp(c, block) / block, kh * kw, o, block])]);
  const taps = b.op('Transpose', [apart], { perm: [1, 0, 3, 2] }); // [taps, blocks, block, o]
  const flat = b.op('Reshape', [taps, b.shape([kh * kw, roundUp(c, block), o])]);
  return b.op('Reshape', [cutBack(b, flat, 1, c, block), b.shape([kh, kw, c, o])]);
}

/** [batch, taps x channels, pixels]: a convolution with filters that pick one pixel each. */
function neighbourhoods(
  { b, plain }: Blocks,
  value: string,
  [, channels, height, width]: readonly number[],
  [outHeight, outWidth]: readonly [number, number],
  [kh, kw]: readonly number[],
  [top, left]: readonly [number, number],
  reversed: boolean,
): string {
  const count = kh! * kw!;
  const picks = new Float32Array(count * channels! * channels! * count);
  for (let tap = 0; tap < count; tap++) {
    for (let channel = 0; channel < channels!; channel++) {
      const filter = tap * channels! + channel;
      picks[(filter * channels! + channel) * count + (reversed ? count - 1 - tap : tap)] = 1;
    }
  }
  const filters = b.constant(floats([count * channels!, channels!, kh!, kw!], picks));
  const bottom = outHeight + kh! - 1 - height! - top;
  const right = outWidth + kw! - 1 - width! - left;
  return b.op('Conv', [plain(value), filters], {
    kernel_shape: [kh!, kw!],
    pads: [top, left, bottom, right],
  });
}

/** Rows of pixels times pixels of blocks, summed over the pictures: [blocks, rows, block]. */
function pixelProduct(
  { b, block }: Blocks,
  rows: string,
  [n, count, pixels]: readonly [number, number, number],
  blocksOf: string,
  channels: number,
): string {
  const left = b.op('Reshape', [rows, b.shape([n, 1, count, pixels])]);
  const right = b.op('Reshape', [blocksOf, b.shape([n, roundUp(channels, block) / block, pixels, block])]);
  const product = b.op('MatMul', [left, right]);
  return b.op('ReduceSum', [product, b.constant(int64s([0]))], { keepdims: { int: 0 } });
}
