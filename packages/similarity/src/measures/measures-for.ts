import { type Codes, isWithin } from '../codes.ts';
import { type MeasureName, measures } from './measures.ts';

/**
 * The measures that can compare these codes: those of the BCE family only where all numbers are chances.
 *
 * @example
 * measuresFor({ count: 1, size: 2, data: Float32Array.of(0, 3) }); // ['cosine', 'l2', 'dot']
 */
export function measuresFor(...all: readonly Codes[]): MeasureName[] {
  const names = Object.keys(measures) as MeasureName[];
  return names.filter((name) => all.every(({ data }) => isWithin(data, measures[name].range)));
}
