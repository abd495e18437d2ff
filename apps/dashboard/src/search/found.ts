import type { ImageShape } from '@hourglass/datasets';
import type { AgreementMap } from '@hourglass/library';

export interface Pixels {
  /** height x width x channels, 0..255. */
  readonly pixels: Uint8Array;
  readonly shape: ImageShape;
}

/** A picture to show, wherever it is from. */
export interface ShownPicture {
  readonly id: string | number;
  /** Paths of its files, or what it is in its set. */
  readonly names: readonly string[];
  /** What it is for programs. */
  readonly facts: object;
  /** Its pixels in about `side` x `side`; undefined if it cannot be read any more. */
  pixels(side: number): Promise<Pixels | undefined>;
}

/** An answer: what was asked for, and what is most like it, nearest first. */
export interface Found {
  readonly title: string;
  readonly measure: string;
  readonly query: ShownPicture;
  readonly hits: readonly (ShownPicture & { readonly distance: number })[];
  /** Why each was found, where that was asked for: a map of the encoder's height x width. */
  readonly agreement?: { readonly maps: readonly AgreementMap[]; readonly shape: ImageShape };
}
