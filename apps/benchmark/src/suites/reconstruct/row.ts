/** How often a classifier that was trained on originals is right, by the labels it is judged by. */
export interface Kept {
  readonly labels: string;
  readonly originals: number;
  readonly reconstructions: number;
}

/** One training, or the one way there is of what needs no seed. */
export interface ReconstructRun {
  /** Over the test pictures, pixels in 0..1: mean squared error, BCE a pixel in nats, SSIM. */
  readonly mse: number;
  readonly bce: number;
  readonly ssim: number;
  readonly kept: readonly Kept[];
  /** Only of what is trained by steps; without evaluation and previews. */
  readonly training?: { readonly seed: number; readonly epochs: number; readonly seconds: number };
}

export interface ReconstructRow {
  readonly name: string;
  readonly codeSize: number;
  readonly bceFloor: number;
  readonly runs: readonly ReconstructRun[];
}
