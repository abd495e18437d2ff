/** What one process measured that loaded a set once. */
export interface Loaded {
  /** To load the library, before anything is asked of it. */
  readonly importSeconds: number;
  /** From the call to pictures in memory. */
  readonly seconds: number;
  /** Resident memory just before the call, and the most there was until its end. */
  readonly beforeBytes: number;
  readonly peakBytes: number;
  /** Bytes of the pixels alone. */
  readonly rawBytes: number;
  /** Pictures for training and for tests. */
  readonly counts: readonly [train: number, test: number];
  /** The checksum of the pixels, training first. */
  readonly pixelsSha256: string;
}

export type Round = Pick<Loaded, 'importSeconds' | 'seconds' | 'beforeBytes' | 'peakBytes'>;

/** One way to load one set. */
export interface LoadRow {
  readonly name: string;
  readonly set: string;
  /** Why there are no figures; then there are no rounds. */
  readonly skipped?: string;
  readonly rawBytes?: number;
  readonly pixelsSha256?: string;
  readonly rounds: readonly Round[];
}
