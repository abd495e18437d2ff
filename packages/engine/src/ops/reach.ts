import type { GraphBuilder } from '../graph/builder.ts';
import { floats, int64s } from '../graph/graph.ts';
import type { ConvInfo } from './conv-info.ts';

/** The windows of a pooling along one axis: `size` pixels, `stride` apart, the first `before` pixels outside. */
export interface Windows {
  readonly axis: number;
  readonly size: number;
  readonly stride: number;
  readonly before: number;
  /** Pixels, and windows, along the axis. */
  readonly length: number;
  readonly count: number;
}

export function windowsOf(info: ConvInfo): [height: Windows, width: Windows] {
  const { padInfo } = info;
  return [
    {
      axis: 2,
      size: info.filterHeight,
      stride: info.strideHeight,
      before: padInfo.top,
      length: info.inHeight,
      count: info.outHeight,
    },
    {
      axis: 3,
      size: info.filterWidth,
      stride: info.strideWidth,
      before: padInfo.left,
      length: info.inWidth,
      count: info.outWidth,
    },
  ];
}

/** How many pixels of the picture each window holds, row by row. */
export function pixelsIn([height, width]: readonly [height: Windows, width: Windows]): number[] {
  const [rows, columns] = [height, width].map(({ size, stride, before, length, count }) =>
    Array.from({ length: count }, (_, i) => {
      const start = i * stride - before;
      return Math.max(Math.min(start + size, length) - Math.max(start, 0), 0);
    }),
  );
  return rows!.flatMap((high) => columns!.map((wide) => high * wide));
}

/** Windows that see some of the picture, and what they see of it. */
export interface Reach extends Windows {
  /** How many windows before them and behind them lie in the padding altogether. */
  readonly blind: readonly [before: number, after: number];
  /** The pixels that they see, and those that come before and behind: they have neither. */
  readonly unseen: readonly [before: number, after: number];
  /** Pads behind the pixels. */
  readonly after: number;
}

/** tfjs has windows that see nothing, and leaves pixels unseen; ONNX Runtime refuses the one and may add to the other. */
export function reachOf(windows: Windows): Reach {
  const { size, stride, before, length, count } = windows;
  const first = between(Math.floor((before - size) / stride) + 1, 0, count);
  const end = between(Math.ceil((length + before) / stride), first, count);
  const start = first * stride - before;
  const stop = start + (end - first - 1) * stride + size;
  const unseen = [Math.max(start, 0), Math.max(length - stop, 0)] as const;
  return {
    ...windows,
    blind: [first, count - end],
    unseen,
    count: end - first,
    length: length - unseen[0] - unseen[1],
    before: Math.max(-start, 0),
    after: Math.max(stop - length, 0),
  };
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Without the first and the last of each axis. */
export function cut(
  b: GraphBuilder,
  value: string,
  reaches: readonly Reach[],
  what: 'blind' | 'unseen',
): string {
  const cuts = reaches.filter((reach) => reach[what].some((size) => size > 0));
  if (cuts.length === 0) return value;
  const wholes = cuts.map((reach) => (what === 'blind' ? reach.count : reach.length));
  const starts = cuts.map((reach) => reach[what][0]);
  const ends = cuts.map((_, i) => starts[i]! + wholes[i]!);
  const lists = [starts, ends, cuts.map(({ axis }) => axis)];
  return b.op('Slice', [value, ...lists.map((list) => b.constant(int64s(list)))]);
}

/** The inverse of `cut`, with one number where something was cut. */
export function padded(
  b: GraphBuilder,
  value: string,
  reaches: readonly Reach[],
  what: 'blind' | 'unseen',
  filler: number,
): string {
  if (reaches.every((reach) => reach[what].every((size) => size === 0))) return value;
  const pads = [0, 1, 2, 3].map(
    (axis) => reaches.find((reach) => reach.axis === axis)?.[what] ?? ([0, 0] as const),
  );
  return b.pad(value, pads, floats([], [filler]));
}
