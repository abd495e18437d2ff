import { InvalidArgumentError } from 'commander';

/** What `hourglass train` takes. All but the viewer's options end up in the run's config. */
export interface TrainOptions extends ViewOptions {
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly seed?: number;
  readonly engine?: string;
  readonly loss?: string;
  readonly threads?: number;
  readonly data?: string;
  readonly runs?: string;
}

export interface ViewOptions {
  readonly json?: boolean;
  /** False with `--no-ui`. */
  readonly ui: boolean;
}

/** A count given on the command line: 1, 2, 3 … */
export function count(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(`It must be a whole number of at least 1.`);
  }
  return value;
}

/** A seed: 0 and up. */
export function seed(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 2 ** 32 - 1) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 4294967295.');
  }
  return value;
}

/** A number above 0, such as a learning rate. */
export function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('It must be a number above 0.');
  }
  return value;
}
