import { createRandom } from '@hourglass/datasets';

/** The stream of `createRandom` for the codes of variational nets; 1 to 3 are taken by `datasets`. */
const STREAM = 4;

/** Standard normal numbers, drawn anew for each epoch. */
export function createNormals(count: number, seed: number) {
  const values = new Float32Array(count);
  return {
    values,
    /** Box and Muller, 1958: two uniform numbers make two normal ones. */
    drawFor(epoch: number): void {
      const random = createRandom(seed, STREAM, epoch);
      for (let i = 0; i < count; i += 2) {
        const radius = Math.sqrt(-2 * Math.log(1 - random.float()));
        const angle = 2 * Math.PI * random.float();
        values[i] = radius * Math.cos(angle);
        if (i + 1 < count) values[i + 1] = radius * Math.sin(angle);
      }
    },
  };
}
