/** A decoy: a picture turned upside down, that looks for its nearest neighbour. */
export interface Decoy {
  /** To the nearest picture other than the one it was made of. */
  readonly nearest: number;
  /** To the picture it was made of. */
  readonly own: number;
}

export interface Calibration {
  /** Nearer than this is similar. */
  readonly threshold: number;
  /** Decoys that count. */
  readonly decoys: number;
}

/**
 * The distance below which a picture finds another one, by mistake, at the stated rate. A decoy is as rich a picture
 * as those of the set, and a picture of nothing in it: all that it finds, it finds by mistake. So the threshold is
 * that quantile of the decoys' distances (as target and decoy searches in proteomics do it: Elias and Gygi, 2007).
 *
 * A decoy that is as near to its own picture as to another one is of a picture that looks the same upside down, and
 * says nothing. Between the decoys, and between 0 and the nearest of them, the share of mistakes is taken to grow in
 * proportion: where decoys are few, the threshold is low.
 */
export function calibrate(all: readonly Decoy[], falseMatches: number): Calibration {
  const distances = all.filter(({ nearest, own }) => nearest < own).map(({ nearest }) => nearest);
  distances.sort((a, b) => a - b);
  const decoys = distances.length;
  if (decoys === 0) return { threshold: 0, decoys };
  const place = falseMatches * decoys;
  const below = Math.min(Math.floor(place), decoys - 1);
  const low = below === 0 ? 0 : distances[below - 1]!;
  return { threshold: low + (distances[below]! - low) * Math.min(1, place - below), decoys };
}
