import type { MeasureName } from '@hourglass/similarity';

/** What one fit of an encoder finds. All shares are 0..1. */
export interface MeaningFigures {
  readonly seed: number;
  /** Share of the ten nearest training pictures that have the query's class; by set of labels. */
  readonly precisionAt10: Readonly<Record<string, number>>;
  /** Queries whose class most of their 3 (MNIST) or 20 nearest have, by set of labels. */
  readonly knnAccuracy: Readonly<Record<string, number>>;
  /** precision@10 of the queries that are flowers: only of CIFAR-100. */
  readonly flowers?: number;
  /** How much nearer neighbours are in the colour of their border than any pictures, 0..1: only of photographs. */
  readonly border?: number;
  /** The same of queries that were moved by 4 pixels: only of sets whose pictures have an empty ground. */
  readonly moved?: { readonly precisionAt10: number; readonly knnAccuracy: number };
  /** What test pictures lose that are rebuilt from their codes, in nats a pixel above the floor, and mean squared. */
  readonly rebuilt?: { readonly excessBce: number; readonly mse: number };
  readonly fitSeconds: number;
  readonly encode: { readonly images: number; readonly seconds: number };
}

export interface MeaningRow {
  /** Encoder and measure, such as `raw bce`. */
  readonly name: string;
  readonly codeSize: number;
  readonly measure: MeasureName;
  /** Neighbours that vote. */
  readonly k: number;
  /** One a seed; encoders without a seed have one. */
  readonly fits: readonly MeaningFigures[];
}
