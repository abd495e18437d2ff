import type { IdsOf, IdType } from '../indexes/contract.ts';
import { type BootstrapOptions, bootstrapIntervals, type Intervals } from './bootstrap.ts';
import { type Confusion, ConfusionCounter } from './confusion.ts';
import type { Part } from './find-all.ts';
import { judge, noValues, relevantTo, type Values } from './judge.ts';
import type { ItemLabels, Labels } from './labels.ts';
import type { Depths } from './metrics/metric.ts';
import { type MetricName, metrics } from './metrics/metrics.ts';
import { type ClassRow, classRows, type Scores, scoresOf } from './summarise.ts';

/** What the neighbours are worth by one set of labels. */
export interface JudgedLabels<M extends MetricName = MetricName> {
  /** The mean of each metric over all queries for whose class there are items. */
  readonly scores: Scores<M>;
  /** Present if asked for. */
  readonly intervals?: Intervals<M>;
  /** One row a class of queries, by ascending label. */
  readonly classes: readonly ClassRow<M>[];
  /** Figures of the `at` nearest neighbours. */
  readonly confusion: Confusion;
}

/** Judges neighbours by one set of labels, part by part. */
export class LabelJudge<M extends MetricName> {
  readonly #items: ItemLabels;
  readonly #labels: Labels;
  readonly #depths: Depths;
  readonly #values: Values<M>;
  readonly #confusion: ConfusionCounter;

  constructor(items: ItemLabels, labels: Labels, names: readonly M[], depths: Depths) {
    this.#items = items;
    this.#labels = labels;
    this.#depths = depths;
    this.#values = noValues(names, labels.length);
    this.#confusion = new ConfusionCounter(depths.at);
  }

  /** How many neighbours of each query it looks at. */
  depth(excluded: IdsOf<IdType> | undefined): number {
    const { at, k } = this.#depths;
    const names = Object.keys(this.#values) as M[];
    if (!names.some((name) => metrics[name].looksAtAllRelevant)) return Math.max(at, k);
    const relevant = (query: number) => relevantTo(this.#labels[query]!, excluded?.[query], this.#items);
    return Array.from(this.#labels.keys(), relevant).reduce((a, b) => Math.max(a, b), Math.max(at, k));
  }

  take({ neighbours, start }: Part<IdType>, excluded: IdsOf<IdType> | undefined): void {
    const asked = { neighbours, labels: this.#labels, start, excluded };
    judge(asked, this.#items, this.#depths, this.#values);
    this.#confusion.take(asked, this.#items);
  }

  result(intervals: BootstrapOptions | undefined): JudgedLabels<M> {
    return {
      scores: scoresOf(this.#values),
      ...(intervals && { intervals: bootstrapIntervals(this.#values, intervals) }),
      classes: classRows(this.#values, this.#labels),
      confusion: this.#confusion.result(),
    };
  }
}
