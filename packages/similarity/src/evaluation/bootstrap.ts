import { checkInteger } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import { random } from '../random.ts';
import type { Values } from './judge.ts';
import type { MetricName } from './metrics/metrics.ts';
import { eachMetric, meanOf } from './summarise.ts';

export interface BootstrapOptions {
  /** Default: 1000. */
  readonly resamples?: number;
  /** Share of resamples within the interval, above 0 and below 1. Default: 0.95. */
  readonly confidence?: number;
  /** The same seed draws the same queries. Default: 0. */
  readonly seed?: number;
}

export type Interval = readonly [low: number, high: number];
export type Intervals<M extends MetricName = MetricName> = Readonly<Record<M, Interval>>;

/**
 * Percentile bootstrap intervals of the mean of each metric: how far it would vary with other queries of the
 * same kind. Queries are drawn again, the same for all metrics; items stay. Efron, "Bootstrap methods: another
 * look at the jackknife", 1979.
 *
 * @throws {SimilarityError} `ARGUMENT_INVALID`.
 */
export function bootstrapIntervals<M extends MetricName>(
  values: Values<M>,
  { resamples = 1000, confidence = 0.95, seed = 0 }: BootstrapOptions = {},
): Intervals<M> {
  checkInteger('resamples', resamples, 1);
  checkInteger('seed', seed, 0);
  if (!(confidence > 0 && confidence < 1)) {
    const message = `confidence is ${confidence}; allowed: a number above 0 and below 1.`;
    throw new SimilarityError('ARGUMENT_INVALID', message);
  }
  return eachMetric(values, (all) => intervalOf(all, resamples, confidence, random(seed)));
}

function intervalOf(
  values: Float64Array,
  resamples: number,
  confidence: number,
  draw: () => number,
): Interval {
  const means = new Float64Array(resamples);
  const drawn = new Float64Array(values.length);
  for (let i = 0; i < resamples; i++) {
    for (let query = 0; query < drawn.length; query++) {
      drawn[query] = values[Math.floor(draw() * values.length)]!;
    }
    means[i] = meanOf(drawn);
  }
  means.sort();
  const outside = (1 - confidence) / 2;
  return [quantile(means, outside), quantile(means, 1 - outside)];
}

/** Linear between order statistics, as NumPy's default. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  return low + (sorted[Math.ceil(place)]! - low) * (place % 1);
}
