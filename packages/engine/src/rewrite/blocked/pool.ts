import { type Cut, fitted, fittedBack, handOut, windowsOf } from '../../composites/max-pool-gradient.ts';
import type { GraphBuilder } from '../../graph/builder.ts';
import type { Node } from '../../graph/graph.ts';
import type { Blocks, Handled } from './blocks.ts';
import { NCHWC, roundUp } from './nchwc.ts';

export function pool(node: Node, blocks: Blocks): Handled | undefined {
  const found = blocks.find(node.inputs[0]!);
  if (!found) return undefined;
  const attributes = { dilations: [1, 1], auto_pad: 'NOTSET', ...node.attributes };
  return { blocked: blocks.b.ops(node.op, [found], 1, attributes, NCHWC)[0]! };
}

/** Enlargement by nearest pixel, by whole numbers. */
export function resize(node: Node, blocks: Blocks): Handled | undefined {
  const [x, , scales] = node.inputs as [string, string, string];
  const found = blocks.find(x);
  const values = Array.from(blocks.constantOf(scales)?.data ?? [], Number);
  const { mode, coordinate_transformation_mode: coordinates, nearest_mode: rounding } = node.attributes;
  const nearest = mode === 'nearest' && coordinates === 'asymmetric' && rounding === 'floor';
  if (!found || !nearest || values.length !== 4 || !values.every(Number.isInteger)) return undefined;
  return {
    blocked: blocks.b.ops(
      'Upsample',
      [found],
      1,
      { scales: values, mode, coordinate_transformation_mode: coordinates! },
      NCHWC,
    )[0]!,
  };
}

/** As the composite's plain expansion; what is cut apart are whole blocks, so it splits instead of striding. */
export function maxPoolGradient(node: Node, blocks: Blocks): Handled | undefined {
  const { b, block } = blocks;
  const [picture, gradient] = node.inputs as [string, string];
  const found = blocks.find(picture);
  if (!found) return undefined;
  const windows = windowsOf(node);
  const [n, c, height, width] = windows.picture as [number, number, number, number];
  const [rows, columns] = windows.count as [number, number];
  const [windowHeight, windowWidth] = windows.window as [number, number];
  const channels = roundUp(c, block);
  const planes = (n * channels) / block;

  const plane = b.op('Reshape', [found, b.shape([planes, height, width, block])]);
  const whole = handOut(
    b,
    fitted(b, plane, windows, [1, 2]),
    b.op('Reshape', [blocks.take(gradient), b.shape([planes * rows, 1, columns * block])]),
    [
      split([planes * rows * windowHeight, columns, windowWidth, block], 2, [
        planes,
        rows * windowHeight,
        columns * windowWidth,
        block,
      ]),
      split([planes * rows, windowHeight, columns * block], 1, [
        planes * rows * windowHeight,
        columns,
        1,
        block,
      ]),
    ],
  );
  const back = fittedBack(b, whole, windows, [1, 2]);
  return { blocked: b.op('Reshape', [back, b.shape([n, channels, height, width])]) };
}

/** Cut along an axis of the picture seen as `from`; together again it is seen as `to`. */
function split(from: readonly number[], axis: number, to: readonly number[]): Cut {
  const count = from[axis]!;
  const ones = Array.from({ length: count }, () => 1);
  return {
    apart: (b: GraphBuilder, picture) =>
      b.ops('Split', [b.op('Reshape', [picture, b.shape(from)]), b.shape(ones)], count, {
        axis: { int: axis },
      }),
    together: (b: GraphBuilder, parts) =>
      b.op('Reshape', [b.op('Concat', parts, { axis: { int: axis } }), b.shape(to)]),
  };
}
