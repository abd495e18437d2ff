import { type Codes, checkCodes, checkInteger, ordinaryNumbers } from '../../codes.ts';
import { SimilarityError } from '../../errors.ts';
import { random } from '../../random.ts';
import { checkLabels, type Labels } from '../labels.ts';
import { judgeLabels, type Prediction } from './judge-labels.ts';
import { fitLogistic, type LogisticOptions } from './logistic-regression.ts';

/** Codes and what is to be read from them. */
export interface LabelledRows {
  readonly codes: Codes;
  /** One a row. */
  readonly labels: Labels;
}

export interface ProbeOptions extends LogisticOptions {
  /** Rows that the classifier learns from. */
  readonly items: LabelledRows;
  /** Rows that it is judged on. */
  readonly queries: LabelledRows;
}

export interface Probe extends Prediction {
  readonly iterations: number;
  /** Whether fitting came to its end before its iterations were used up. */
  readonly converged: boolean;
}

/**
 * How much of the classes a straight line can read from codes: logistic regression on all items, judged on the
 * queries. Codes are taken as they are; scale them first if their numbers differ much in size.
 *
 * @throws {SimilarityError} `SHAPE_MISMATCH`, `VALUE_INVALID`, `ARGUMENT_INVALID`.
 */
export async function linearProbe({ items, queries, ...options }: ProbeOptions): Promise<Probe> {
  check(items, queries, options);
  const { iterations, converged, predict } = await fitLogistic(items.codes, items.labels, options);
  return { ...judgeLabels(predict(queries.codes), queries.labels), iterations, converged };
}

export interface FewShotOptions extends ProbeOptions {
  /** Items of each class that a classifier learns from; all of a class that has fewer. Default: 16. */
  readonly shots?: number;
  /** Classifiers, each from other items. Default: 5. */
  readonly draws?: number;
  /** Default: 0. */
  readonly seed?: number;
}

/** The means over the draws. */
export interface FewShotProbe extends Prediction {
  /** MTEB's `scores_per_experiment`. */
  readonly perDraw: readonly Prediction[];
}

/**
 * MTEB's image classification: logistic regression from a few items of each class, some draws.
 *
 * @throws {SimilarityError} as `linearProbe`.
 */
export async function fewShotProbe(options: FewShotOptions): Promise<FewShotProbe> {
  const { items, queries, shots = 16, draws = 5, seed = 0, ...rest } = options;
  check(items, queries, rest);
  checkInteger('shots', shots, 1);
  checkInteger('draws', draws, 1);
  checkInteger('seed', seed, 0);
  const draw = random(seed);
  const perDraw: Prediction[] = [];
  for (let i = 0; i < draws; i++) {
    const few = drawn(items, shots, draw);
    const { predict } = await fitLogistic(few.codes, few.labels, rest);
    perDraw.push(judgeLabels(predict(queries.codes), queries.labels));
  }
  const mean = (of: keyof Prediction) => perDraw.reduce((sum, scores) => sum + scores[of], 0) / draws;
  return { accuracy: mean('accuracy'), f1: mean('f1'), perDraw };
}

/** Up to `shots` rows of each class, in the order of a shuffle. */
function drawn({ codes, labels }: LabelledRows, shots: number, draw: () => number): LabelledRows {
  const order = Uint32Array.from(labels.keys());
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const taken = new Map<number, number>();
  const rows = order.filter((row) => {
    const before = taken.get(labels[row]!) ?? 0;
    taken.set(labels[row]!, before + 1);
    return before < shots;
  });
  const data = new Float32Array(rows.length * codes.size);
  for (const [to, row] of rows.entries()) {
    data.set(codes.data.subarray(row * codes.size, (row + 1) * codes.size), to * codes.size);
  }
  const chosen = Uint32Array.from(rows, (row) => labels[row]!);
  return { codes: { count: rows.length, size: codes.size, data }, labels: chosen };
}

function check(items: LabelledRows, queries: LabelledRows, { iterations = 1, c = 1 }: LogisticOptions): void {
  for (const [name, { codes, labels }] of Object.entries({ items, queries })) {
    checkCodes(`${name}.codes`, codes, ordinaryNumbers, items.codes.size);
    checkInteger(`${name}.codes.count`, codes.count, 1);
    checkLabels(`${name}.labels`, labels, codes.count);
  }
  checkInteger('iterations', iterations, 1);
  if (!(c > 0)) throw new SimilarityError('ARGUMENT_INVALID', `c is ${c}; allowed: a number above 0.`);
}
