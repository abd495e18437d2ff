import { type Background, isBackground } from '@hourglass/datasets/catalog';
import type { MeasureName } from '@hourglass/similarity';
import { InvalidArgumentError } from 'commander';
import { isViewName, type ViewName, viewNames } from './state/view-names.ts';

/** What `hourglass train` takes. All but the viewer's options end up in the run's config. */
export interface TrainOptions extends ViewOptions {
  readonly dataset?: string;
  /** The shape that a folder's pictures are brought to. */
  readonly shape?: readonly [number, number, number];
  readonly background?: Background;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly seed?: number;
  readonly engine?: string;
  readonly loss?: string;
  readonly threads?: number;
  readonly maxMinutes?: number;
  readonly maxSteps?: number;
  /** Any other key of the config, by its path. */
  readonly set?: Readonly<Record<string, unknown>>;
  readonly printConfig?: boolean;
  readonly changedData?: boolean;
  readonly data?: string;
  readonly runs?: string;
}

/** What `hourglass resume` takes: a run may get more to do. */
export interface ResumeOptions extends ViewOptions {
  readonly changedData?: boolean;
  readonly epochs?: number;
  readonly learningRate?: number;
  readonly maxMinutes?: number;
  readonly maxSteps?: number;
  readonly runs?: string;
}

export interface ViewOptions {
  readonly json?: boolean;
  /** False with `--no-ui`. */
  readonly ui: boolean;
  /** The view to begin with. */
  readonly view?: ViewName;
}

/** What `hourglass watch` takes. */
export interface WatchOptions extends ViewOptions {
  readonly runs?: string;
  /** Prints one frame and ends. */
  readonly once?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** A count given on the command line: 1, 2, 3 … */
export function count(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(`It must be a whole number of at least 1.`);
  }
  return value;
}

/** Columns or rows of a terminal. */
export function cells(text: string): number {
  const value = count(text);
  if (value <= mostCells) return value;
  throw new InvalidArgumentError(`It must be a whole number of at most ${mostCells}.`);
}

/** More than any terminal has. */
const mostCells = 1000;

/** A full screen of the dashboard. */
export function viewName(text: string): ViewName {
  if (isViewName(text)) return text;
  throw new InvalidArgumentError(`It must be one of ${viewNames.join(', ')}.`);
}

/** Numbers with commas between them, one a channel. */
export function channelNumbers(text: string): number[] {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (numbers.every(Number.isFinite)) return numbers;
  throw new InvalidArgumentError('It must be one number a channel, such as 0.48,0.46,0.41.');
}

/** `key=value` or `key.of.it=value`, gathered from one use of the option to the next. A value is JSON, else text. */
export function setting(text: string, before: Record<string, unknown> = {}): Record<string, unknown> {
  const [, path, value] = /^([\w.]+)=(.*)$/s.exec(text) ?? [];
  if (path === undefined || value === undefined) {
    throw new InvalidArgumentError('It must be key=value, such as schedule.kind=cosine.');
  }
  return withPath(before, path.split('.'), jsonOrText(value));
}

function withPath(
  record: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [key, ...rest] = path;
  const inner = Object.hasOwn(record, key!) ? record[key!] : undefined;
  const below = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  const next: unknown = rest.length === 0 ? value : withPath(below, rest, value);
  return { ...record, [key!]: next };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
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

/** The part of a set that training does or does not see. */
export function split(text: string): 'train' | 'test' {
  if (text === 'train' || text === 'test') return text;
  throw new InvalidArgumentError('It must be train or test.');
}

/** The shape of a picture, as `32x32x3`: height, width, channels. */
export function shape(text: string): readonly [number, number, number] {
  const [, height, width, channels] = /^([1-9]\d{0,4})x([1-9]\d{0,4})x([134])$/.exec(text) ?? [];
  if (channels !== undefined) return [Number(height), Number(width), Number(channels)];
  throw new InvalidArgumentError(
    'It must be height, width and channels, such as 32x48x3; channels are 1, 3 or 4.',
  );
}

/** What shows where a picture is transparent. */
export function background(text: string): Background {
  if (isBackground(text)) return text;
  throw new InvalidArgumentError('It must be black, white, or a colour such as #ff8800.');
}

/** All of them, by the type: to load them takes an engine, and help is not to wait for it. */
const known: { readonly [Name in MeasureName]: true } = {
  bce: true,
  'bce-reverse': true,
  'bce-symmetric': true,
  cosine: true,
  l2: true,
  dot: true,
};
export const measureNames = Object.keys(known) as readonly MeasureName[];

/** A measure of `@hourglass/similarity`. */
export function measure(text: string): MeasureName {
  const named = measureNames.find((name) => name === text);
  if (named) return named;
  throw new InvalidArgumentError(`It must be one of ${measureNames.join(', ')}.`);
}

/** A share, above 0 and below 1. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value < 1) return value;
  throw new InvalidArgumentError('It must be a number between 0 and 1, such as 0.001.');
}
