/** The measures that codes are compared by. */
export const searchMeasures = ['bce', 'cosine', 'l2'] as const;

export interface SearchFigures {
  readonly measure: (typeof searchMeasures)[number];
  readonly items: number;
  readonly queries: number;
  readonly precisionAt10: number;
  readonly knn: { readonly k: number; readonly accuracy: number };
  readonly queriesPerSecond: number;
}

/** What was measured of one encoder. */
export interface MnistRow {
  readonly name: string;
  readonly codeSize: number;
  /** Over the test pictures: BCE a pixel in nats, its floor, mean squared error of pixels in 0..1. */
  readonly bce: number;
  readonly bceFloor: number;
  readonly mse: number;
  /** Seconds of each try to encode the test pictures. */
  readonly encode: { readonly images: number; readonly seconds: readonly number[] };
  /** Measures that cannot compare these codes are absent. */
  readonly searches: readonly SearchFigures[];
  /** Only of what is trained; without evaluation and previews. */
  readonly training?: { readonly images: number; readonly seconds: number };
}
