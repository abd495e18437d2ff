import type { Domain, ScaleKind } from './domain.ts';

/** Values worth a label on an axis, rising, and their labels. */
export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

const NICE = [1, 2, 5, 10] as const;
const THOUSANDS = ['', 'k', 'M', 'G', 'T'] as const;

/**
 * At most `most` round values inside `domain`. On a linear axis they lie one, two or five times a power of ten
 * apart, and at least `leastStep`. On a log axis they are powers of ten, or 1, 2 and 5 times those.
 */
export function ticksFor(domain: Domain, kind: ScaleKind, most: number, leastStep = 0): Ticks {
  if (kind === 'log') {
    const values = logTicks(domain, most);
    if (values !== undefined) return { values, labels: values.map(significantLabel) };
  }
  const step = niceStep(domain, most, leastStep);
  const values: number[] = [];
  for (let index = firstStep(domain, step); index <= lastStep(domain, step); index++) {
    // Fifteen digits: 3 * 0.1 is 0.3, not 0.30000000000000004.
    values.push(Number((index * step).toPrecision(15)));
  }
  return { values, labels: values.map(linearLabels(values, step)) };
}

/** Ticks at values that a caller wants, as far as they lie inside `domain`. */
export function givenTicks([low, high]: Domain, wanted: readonly number[]): Ticks {
  const values = wanted.filter((value) => value >= low && value <= high);
  return { values, labels: values.map(String) };
}

function firstStep([low]: Domain, step: number): number {
  return Math.ceil(low / step - 1e-9);
}

function lastStep([, high]: Domain, step: number): number {
  return Math.floor(high / step + 1e-9);
}

function niceStep(domain: Domain, most: number, leastStep: number): number {
  const rough = Math.max((domain[1] - domain[0]) / Math.max(1, most), leastStep);
  const exponent = Math.floor(Math.log10(rough));
  for (let power = exponent; ; power++) {
    for (const factor of NICE) {
      const step = Number(`${factor}e${power}`);
      if (step < leastStep) continue;
      if (lastStep(domain, step) - firstStep(domain, step) + 1 <= most) return step;
    }
  }
}

/** Round values on a log axis; undefined when the domain holds fewer than two, and linear ticks say more. */
function logTicks([low, high]: Domain, most: number): number[] | undefined {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const inside = (value: number) => value >= low && value <= high;
  const decades: number[] = [];
  const fine: number[] = [];
  for (let exponent = first; exponent <= last; exponent++) {
    decades.push(Number(`1e${exponent}`));
    for (const factor of [1, 2, 5]) fine.push(Number(`${factor}e${exponent}`));
  }
  const fineInside = fine.filter(inside);
  if (fineInside.length >= 2 && fineInside.length <= most) return fineInside;
  const decadesInside = decades.filter(inside);
  if (decadesInside.length < 2) return undefined;
  const every = Math.ceil(decadesInside.length / Math.max(1, most));
  return decadesInside.filter((_, index) => index % every === 0);
}

/** Labels with the same unit and the same number of decimals, as many as the step needs. */
function linearLabels(values: readonly number[], step: number): (value: number) => string {
  const largest = Math.max(...values.map(Math.abs), 0);
  if (largest >= 1e15 || step < 0.99e-5) {
    const digits = Math.min(6, Math.max(0, Math.floor(Math.log10(largest / step) + 1e-9)));
    return (value) => (value === 0 ? '0' : powerOfTen(value.toExponential(digits)));
  }
  const unit = largest < 1e4 ? 0 : Math.min(4, Math.floor(Math.log10(largest) / 3));
  const size = 1000 ** unit;
  const decimals = Math.min(15, Math.max(0, Math.ceil(-Math.log10(step / size) - 1e-9)));
  return (value) => (value === 0 ? '0' : (value / size).toFixed(decimals) + THOUSANDS[unit]);
}

function significantLabel(value: number): string {
  if (value < 0.99e-3 || value >= 1e15) return powerOfTen(value.toExponential(0));
  const unit = value < 1e4 ? 0 : Math.min(4, Math.floor(Math.log10(value) / 3 + 1e-9));
  return String(Number((value / 1000 ** unit).toPrecision(3))) + THOUSANDS[unit];
}

function powerOfTen(text: string): string {
  return text.replace('e+', 'e');
}
