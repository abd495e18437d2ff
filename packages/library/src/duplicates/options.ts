import { LibraryError } from '../errors.ts';

export interface DuplicateOptions {
  /**
   * The share of pictures that may find a similar one by mistake, between 0 and 1. Default 0.001. What is similar
   * is calibrated to it with decoys: the set's own pictures, turned upside down.
   */
  readonly falseMatches?: number;
  readonly onProgress?: (progress: DuplicateProgress) => void;
  /** Ends it with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface DuplicateProgress {
  readonly phase: 'encoding' | 'calibrating' | 'comparing';
  readonly done: number;
  readonly total: number;
}

/** Neighbours of one picture that are looked at. */
export const MOST = 10;
/** So many decoys tell a rate of one in a thousand. */
export const ENOUGH_DECOYS = 5000;

/** @throws {LibraryError} `ARGUMENT_INVALID`. */
export function checkRate(falseMatches = 0.001): number {
  if (falseMatches > 0 && falseMatches < 1) return falseMatches;
  throw new LibraryError(
    'ARGUMENT_INVALID',
    `falseMatches is ${falseMatches}; it must be a share between 0 and 1, such as 0.001.`,
  );
}
