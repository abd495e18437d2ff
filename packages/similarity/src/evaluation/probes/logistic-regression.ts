import { createSession, floats, type Session } from '@hourglass/engine/graph';
import { type Codes, rowsOf } from '../../codes.ts';
import { logisticGraph } from './logistic-graph.ts';
import { minimise, type Objective } from './minimise.ts';

export interface LogisticOptions {
  /** Default: 100, as MTEB has it. */
  readonly iterations?: number;
  /** The inverse of regularisation, scikit-learn's C. Default: 1. */
  readonly c?: number;
  /** Threads that fitting may use. Default: all cores. */
  readonly threads?: number;
}

export interface Classifier {
  readonly iterations: number;
  readonly converged: boolean;
  /** The label of each row. */
  predict(codes: Codes): number[];
}

const BATCH = 8192;
/** The largest slope of the mean loss at which fitting stops: scikit-learn's default. */
const TOLERANCE = 1e-4;

/**
 * Multinomial logistic regression with L2 regularisation, fitted by L-BFGS: the objective of scikit-learn's
 * `LogisticRegression`, mean cross-entropy + |weights|^2 / (2 C rows). Products run natively, in float32.
 */
export async function fitLogistic(
  codes: Codes,
  labels: ArrayLike<number>,
  { iterations = 100, c = 1, threads }: LogisticOptions = {},
): Promise<Classifier> {
  const classes = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  const columns = Uint32Array.from(labels, (label) => classes.indexOf(label));
  const session = await createSession(
    logisticGraph(codes.size, classes.length),
    threads === undefined ? {} : { threads },
  );
  try {
    const objective = objectiveOf(session, codes, columns, classes.length, c);
    const start = new Float64Array((codes.size + 1) * classes.length);
    const { x, ...told } = await minimise(objective, start, { iterations, tolerance: TOLERANCE });
    return { ...told, predict: (others) => predict(others, x, classes) };
  } finally {
    await session.close();
  }
}

/** `x` is the weights, size x classes, and then the biases. */
function objectiveOf(
  session: Session,
  codes: Codes,
  columns: Uint32Array,
  classes: number,
  c: number,
): Objective {
  const { count, size } = codes;
  return async (x, gradient) => {
    const weights = floats([size, classes], Float32Array.from(x.subarray(0, size * classes)));
    const bias = floats([classes], Float32Array.from(x.subarray(size * classes)));
    gradient.fill(0);
    let loss = 0;
    for (let start = 0; start < count; start += BATCH) {
      const batch = rowsOf(codes, start, start + BATCH);
      const targets = oneHot(columns.subarray(start, start + batch.count), classes);
      const out = await session.run({
        codes: floats([batch.count, size], batch.data),
        targets: floats([batch.count, classes], targets),
        weights,
        bias,
      });
      loss += Number(out.loss!.data[0]);
      addTo(gradient, 0, out.weightSlopes!.data as Float32Array);
      addTo(gradient, size * classes, out.biasSlopes!.data as Float32Array);
    }
    let norm = 0;
    for (let i = 0; i < gradient.length; i++) {
      const weight = i < size * classes ? x[i]! : 0; // biases are free
      gradient[i] = (gradient[i]! + weight / c) / count;
      norm += weight * weight;
    }
    return (loss + norm / (2 * c)) / count;
  };
}

function oneHot(columns: Uint32Array, classes: number): Float32Array {
  const targets = new Float32Array(columns.length * classes);
  for (const [row, column] of columns.entries()) targets[row * classes + column] = 1;
  return targets;
}

function addTo(into: Float64Array, at: number, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) into[at + i]! += values[i]!;
}

function predict({ count, size, data }: Codes, x: Float64Array, classes: readonly number[]): number[] {
  const width = classes.length;
  const scores = new Float64Array(width);
  return Array.from({ length: count }, (_, row) => {
    scores.set(x.subarray(size * width));
    for (let i = 0; i < size; i++) {
      const value = data[row * size + i]!;
      if (value === 0) continue;
      for (let column = 0; column < width; column++) scores[column]! += value * x[i * width + column]!;
    }
    return classes[scores.indexOf(Math.max(...scores))]!;
  });
}
