import { checkInteger } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import type { Measure } from '../measures/measure.ts';
import { type MeasureName, measureFor } from '../measures/measures.ts';
import type { IdType } from './contract.ts';

/** What every kind of index is made from. */
export interface IndexOptions<T extends IdType = 'number'> {
  /** By its name, or a weighted one. */
  readonly measure: MeasureName | Measure<MeasureName>;
  /** Numbers in a code. */
  readonly size: number;
  /** What items are known by. Default: `number`. */
  readonly idType?: T;
  /** Threads that a search may use. Default: all cores. */
  readonly threads?: number;
}

/** What is asked of an index that is opened. It has all the rest. */
export interface OpenOptions<T extends IdType = 'number'> {
  /** What items are known by. Default: `number`. */
  readonly idType?: T;
  readonly threads?: number;
  /** If given, the index must be for codes of this size. */
  readonly size?: number;
  /** If given, the index must be for this measure. */
  readonly measure?: MeasureName;
}

export interface CheckedOptions<T extends IdType> {
  readonly measure: Measure<MeasureName>;
  readonly size: number;
  readonly idType: T;
  readonly threads: number | undefined;
}

/** @throws {SimilarityError} `ARGUMENT_INVALID`, `NAME_UNKNOWN`, `SHAPE_MISMATCH`. */
export function checkOptions<T extends IdType>(options: IndexOptions<T>): CheckedOptions<T> {
  const { size, idType = 'number' as T, threads } = options;
  checkInteger('size', size, 1);
  if (threads !== undefined) checkInteger('threads', threads, 1);
  if (idType !== 'number' && idType !== 'string') {
    throw new SimilarityError('ARGUMENT_INVALID', `idType is '${idType}'; allowed: 'number', 'string'.`);
  }
  return { measure: measureFor(options.measure, size), size, idType, threads };
}

/** @throws {SimilarityError} `ARGUMENT_INVALID` unless a folder is named. */
export function checkFolder(folder: string): void {
  if (typeof folder === 'string' && folder !== '') return;
  throw new SimilarityError('ARGUMENT_INVALID', 'folder is missing; allowed: where the index is to be.');
}
