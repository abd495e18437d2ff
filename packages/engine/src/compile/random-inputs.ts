import { floats, sizeOf, type TensorData } from '../graph/graph.ts';
import { distributions } from '../random/distributions.ts';
import { generator } from '../random/generator.ts';
import type { RandomPort } from './lower.ts';

/** Numbers that are drawn for one call at most, in 64 MiB. */
const MOST = 2 ** 24;

/** Steps in one call: as many as asked, but fewer where their random numbers would take too much memory. */
export function stepsThatFit(ports: readonly RandomPort[], asked: number): number {
  const each = ports.reduce((sum, { dims }) => sum + sizeOf(dims), 0);
  return Math.max(1, Math.min(asked, Math.floor(MOST / Math.max(each, 1))));
}

/**
 * Random numbers for a graph. Each input of each step has a sequence of its own, named by seed, input and
 * step: the same numbers on every engine, however many steps a call takes.
 * @param steps how many steps the tensors hold, as their first axis; without it they have no such axis.
 */
export function drawRandom(
  ports: readonly RandomPort[],
  seed: number,
  firstStep: number,
  steps?: number,
): Record<string, TensorData> {
  const drawn = ports.map(({ port, dims, distribution, scale, shift }, stream) => {
    const size = sizeOf(dims);
    const values = new Float32Array(size * (steps ?? 1));
    for (let step = 0; step < (steps ?? 1); step++) {
      const slice = values.subarray(step * size, (step + 1) * size);
      distributions[distribution](slice, generator(seed, stream, firstStep + step));
    }
    if (scale !== 1 || shift !== 0) {
      for (let i = 0; i < values.length; i++) values[i] = values[i]! * scale + shift;
    }
    return [port, floats(steps === undefined ? dims : [steps, ...dims], values)] as const;
  });
  return Object.fromEntries(drawn);
}
