/** The patches of one dictionary, as a person chooses them. */
export interface PatchOptions {
  /** Side of a patch, pixels. */
  readonly size: number;
  /** Patches in the dictionary. */
  readonly count: number;
  /** Responses are averaged over grid x grid fields of the picture. */
  readonly grid: number;
  /** Pixels from one patch to the next. 2 takes a quarter of the time, and finds about as much. Default 1. */
  readonly stride?: number;
  /** Whether patches are grey, whatever the pictures are. Default false. */
  readonly luminance?: boolean;
}

/** A fitted dictionary: what the patches of a picture are compared with. */
export interface PatchDictionary extends Required<PatchOptions> {
  /** count x channels x size x size, each filter with mean zero. */
  readonly filters: Float32Array;
  /** What the mean patch answers to each filter: it is taken off. */
  readonly offsets: Float32Array;
}

/** Places along a side at which patches begin. */
export function placesAlong(side: number, { size, stride = 1 }: PatchOptions): number {
  return Math.max(Math.floor((side - size) / stride) + 1, 0);
}

/** Numbers that a dictionary says of a picture: by patch, field and sign of the response. */
export function featureCount({ count, grid }: PatchOptions): number {
  return 2 * count * grid * grid;
}
