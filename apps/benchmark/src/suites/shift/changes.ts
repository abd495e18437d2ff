/** A way to change a query, by some amounts. What it does to a picture is in `apply-change.ts`. */
export interface Change {
  /** What the amount is, as in a column's title. */
  readonly unit: (amount: number) => string;
  readonly description: string;
  readonly amounts: readonly number[];
}

export type ChangeName = 'shift' | 'rotation' | 'scale' | 'noise' | 'brightness';

/** All changes. Of two directions each picture takes one, always the same. */
export const changes: { readonly [Name in ChangeName]: Change } = Object.freeze({
  shift: {
    unit: (pixels) => `${pixels} px`,
    description: 'moved up, down, left or right by so many pixels; black comes in',
    amounts: [1, 2, 3, 4, 5, 6],
  },
  rotation: {
    unit: (degrees) => `${degrees}°`,
    description: 'turned round the middle, to the left or to the right',
    amounts: [15, 30],
  },
  scale: {
    unit: (share) => `${percent(share)} size`,
    description: 'made larger or smaller by that share',
    amounts: [0.15, 0.3],
  },
  noise: {
    unit: (deviation) => `${percent(deviation)} noise`,
    description: 'under noise on each pixel, its standard deviation as a share of white',
    amounts: [0.2, 0.4],
  },
  brightness: {
    unit: (share) => `${percent(share)} light`,
    description: 'made lighter or darker by that share',
    amounts: [0.5],
  },
});

const percent = (share: number) => `${Math.round(100 * share)}%`;

/** Each change by each of its amounts, the unchanged first. */
export const conditions = [
  { change: 'shift' as ChangeName, amount: 0 },
  ...Object.entries(changes).flatMap(([name, { amounts }]) =>
    amounts.map((amount) => ({ change: name as ChangeName, amount })),
  ),
];
