import type { GraphBuilder } from '../graph/builder.ts';
import { int64s } from '../graph/graph.ts';
import { type Attributes, composite, type Expansion } from './composite.ts';
import { type Turned, turned } from './turned.ts';

/** Sizes of a convolution, as far as its filter's gradient needs them. */
export interface FilterGradientSizes {
  /** [batch, channels, height, width] */
  readonly pictures: readonly number[];
  /** [batch, channels, height, width] */
  readonly gradients: readonly number[];
  /** [height, width] of the filter. */
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  /** [top, left] */
  readonly pads: readonly number[];
}

/**
 * The gradient of a filter, from pictures and output gradients.
 * @returns [height, width, inputs, outputs].
 */
export function filterGradient(b: GraphBuilder, x: string, dy: string, sizes: FilterGradientSizes): string {
  return composite(b, 'FilterGradient', [x, dy], { ...sizes });
}

export const expandFilterGradient: Expansion = ({ b, inputs, attributes }) =>
  byGroups(b, turned(b, inputs[0]!), turned(b, inputs[1]!), sizesIn(attributes));

export function sizesIn(attributes: Attributes): FilterGradientSizes {
  return attributes as unknown as FilterGradientSizes;
}

/**
 * The gradient is itself a convolution: pictures with output gradients as the filter, or the other way
 * round. ONNX Runtime runs it several times faster with one group a picture, whose sums are then added,
 * than with batch and channels swapped. Width and channels of one side are merged into one axis, in which
 * the filter's columns lie `channels` apart. That side has to be turned to channels last, so it is the one
 * with fewer channels. tfjs has no gradients of dilated convolutions, so there is no dilation here.
 */
export function byGroups(b: GraphBuilder, x: Turned, dy: Turned, sizes: FilterGradientSizes): string {
  return sizes.pictures[1]! > sizes.gradients[1]! && picturesCanSlide(sizes)
    ? slidingPictures(b, x, dy, sizes)
    : slidingGradients(b, x, dy, sizes);
}

/** Whether the pictures, padded, can slide over the output gradients: without strides, and with pads below the filter's size. */
export function picturesCanSlide({
  pictures,
  gradients,
  kernel,
  strides,
  pads,
}: FilterGradientSizes): boolean {
  return [0, 1].every((axis) => {
    const more = gradients[2 + axis]! - pictures[2 + axis]!;
    return strides[axis] === 1 && pads[axis]! < kernel[axis]! && more <= pads[axis]!;
  });
}

/** The output gradients slide over the pictures. */
function slidingGradients(
  b: GraphBuilder,
  x: Turned,
  dy: Turned,
  { pictures, gradients, kernel, strides, pads }: FilterGradientSizes,
): string {
  const [n, c, inHeight, inWidth] = pictures as [number, number, number, number];
  const [, o, outHeight, outWidth] = gradients as [number, number, number, number];
  const [kh, kw] = kernel as [number, number];
  const [strideHeight, strideWidth] = strides as [number, number];
  const [top, left] = pads as [number, number];
  // They slide over exactly kh x kw places; what the forward pass never reached is cut off.
  const bottom = kh + (outHeight - 1) * strideHeight - inHeight - top;
  const right = kw + (outWidth - 1) * strideWidth - inWidth - left;
  const height = inHeight + Math.min(bottom, 0);
  const width = inWidth + Math.min(right, 0);
  const whole = x.last();
  const reached =
    height === inHeight && width === inWidth
      ? whole
      : b.op('Slice', [
          whole,
          ...[
            [0, 0],
            [height, width],
            [1, 2],
          ].map((list) => b.constant(int64s(list))),
        ]);

  const sums = b.op('Conv', [merged(b, reached, n, height, width * c), filters(b, dy, gradients)], {
    kernel_shape: [outHeight, outWidth],
    group: { int: n },
    dilations: [strideHeight, strideWidth * c],
    pads: [top, left * c, Math.max(bottom, 0), Math.max(right, 0) * c],
  });
  const total = sumOfPictures(b, sums, [n, o, kh, kw, c]);
  return b.op('Transpose', [total], { perm: [1, 2, 3, 0] });
}

/** The pictures slide over the output gradients, which gives the taps in reverse order. */
function slidingPictures(
  b: GraphBuilder,
  x: Turned,
  dy: Turned,
  { pictures, gradients, kernel, pads }: FilterGradientSizes,
): string {
  const [n, c, inHeight, inWidth] = pictures as [number, number, number, number];
  const [, o, outHeight, outWidth] = gradients as [number, number, number, number];
  const [kh, kw] = kernel as [number, number];
  const [top, left] = pads as [number, number];
  const bottom = kh - 1 + outHeight - inHeight - top;
  const right = kw - 1 + outWidth - inWidth - left;
  const sums = b.op('Conv', [merged(b, dy.last(), n, outHeight, outWidth * o), filters(b, x, pictures)], {
    kernel_shape: [inHeight, inWidth],
    group: { int: n },
    dilations: [1, o],
    pads: [kh - 1 - top, (kw - 1 - left) * o, kh - 1 - bottom, (kw - 1 - right) * o],
  });
  const total = b.op('Reshape', [sumOfPictures(b, sums, [n, c, kh, kw, o]), b.shape([c, kh * kw, o])]);
  const order = b.constant(int64s(Array.from({ length: kh * kw }, (_, i) => kh * kw - 1 - i)));
  const straight = b.op('Gather', [total, order], { axis: { int: 1 } });
  const taps = b.op('Transpose', [straight], { perm: [1, 0, 2] });
  return b.op('Reshape', [taps, b.shape([kh, kw, c, o])]);
}

function merged(b: GraphBuilder, value: string, n: number, height: number, width: number): string {
  return b.op('Reshape', [value, b.shape([1, n, height, width])]);
}

/** Every channel of every picture as a filter of its own. */
function filters(b: GraphBuilder, value: Turned, [n, channels, h, w]: readonly number[]): string {
  return b.op('Reshape', [value.first(), b.shape([n! * channels!, 1, h!, w!])]);
}

function sumOfPictures(b: GraphBuilder, sums: string, dims: readonly number[]): string {
  const apart = b.op('Reshape', [sums, b.shape(dims)]);
  return b.op('ReduceSum', [apart, b.constant(int64s([0]))], { keepdims: { int: 0 } });
}
