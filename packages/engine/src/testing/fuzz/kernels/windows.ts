import type { Draw } from '../draw.ts';
import { magnitudes, type Numbers, usual } from '../values.ts';

export type Sides = readonly [number, number];
type Padding = 'same' | 'valid' | number | number[][];

/** What a window's way over a picture is made of. `undefined` is the default. */
export interface Windows {
  /** [batch, height, width, channels], sometimes without the batch. */
  readonly dims: readonly number[];
  readonly filter: Sides;
  readonly stride: number | number[];
  readonly pad: Padding;
  readonly dilation: number | number[] | undefined;
  readonly rounding: 'floor' | 'round' | 'ceil' | undefined;
}

/** Height and width of what may be one number for both. */
export function sides(of: number | readonly number[]): Sides {
  return typeof of === 'number' ? [of, of] : [of[0]!, of[1]!];
}

/** Numbers of one size: a convolution of a NaN is one in every engine, and that of others is rounded alike. */
export const finite = (d: Draw): Numbers => d.pick([usual, usual, usual, magnitudes]);

/** Few most of the time; now and then around the 8 or 16 that lie in one block. */
export function channels(d: Draw): number {
  return d.rarely(4) ? d.pick([7, 8, 9, 16, 17, 24]) : d.int(1, 4);
}

export function picture(d: Draw, [height, width]: Sides = [1, 1]): number[] {
  const batch = d.rarely(8) ? [] : [d.int(1, 3)];
  return [...batch, d.int(height, 8), d.int(width, 8), channels(d)];
}

export function windows(
  d: Draw,
  { dilated = true, padding: kinds }: { dilated?: boolean; padding?: readonly Padding[] } = {},
): Windows {
  const filter = [d.int(1, 4), d.int(1, 4)] as const;
  const dilation = dilated && d.rarely(5) ? d.pick([2, [2, 1], [1, 2]] as const) : undefined;
  const reach = filter.map((size, i) => 1 + (size - 1) * sides(dilation ?? 1)[i]!);
  const strides = dilation === undefined ? [1, 1, 2, 3, [1, 2], [3, 1]] : [1];
  const pad = kinds ? d.pick(kinds) : padding(d);
  const rounding =
    typeof pad === 'number' || Array.isArray(pad) ? d.pick(['floor', 'round', 'ceil'] as const) : undefined;
  // Where nothing is padded for it, the picture is as large as the window.
  const dims = picture(d, pad === 'same' ? [1, 1] : sides(reach));
  return {
    dims,
    filter,
    stride: d.pick(strides) as number | number[],
    pad,
    dilation: dilation as never,
    rounding,
  };
}

function padding(d: Draw): Padding {
  const explicit = [
    [0, 0],
    [d.int(0, 2), d.int(0, 2)],
    [d.int(0, 2), d.int(0, 2)],
    [0, 0],
  ];
  return d.pick<Padding>(['same', 'same', 'valid', 'valid', d.int(0, 2), explicit]);
}
