/** What one contender keeps of the test pictures with codes of one size. */
export interface SweepRow {
  /** Contender and size, such as `pca-64`. */
  readonly name: string;
  readonly contender: string;
  readonly codeSize: number;
  /** Over the test pictures: BCE a pixel in nats, its floor, mean squared error of pixels in 0..1. */
  readonly bce: number;
  readonly bceFloor: number;
  readonly mse: number;
  /** Seconds of all training steps; of PCA those of its one fit, at the largest size. */
  readonly seconds: number;
}
