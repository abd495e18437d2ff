import type { ImageShape } from '../image-set.ts';
import type { Random } from '../random.ts';

/** One random change of a picture. Each kind is a function in a file of its own that makes one. */
export interface Augmentation {
  readonly name: string;
  /**
   * Changes one picture of `shape` (height x width x channels bytes, 0..255). All that is random comes from
   * `random`.
   *
   * @param from Is only read.
   * @param to Every byte of it is written. Another array than `from`, of the same length.
   */
  apply(from: Uint8Array, to: Uint8Array, shape: ImageShape, random: Random): void;
}
