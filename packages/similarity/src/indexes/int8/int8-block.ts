import type { Block, Rows } from '../local/rows.ts';

/** Levels of a byte. */
const LEVELS = 255;

/**
 * A block of rows in 8 bits: number = low + step x byte + what is lost, with a low and a step for each column.
 * The scalar quantiser that faiss calls SQ8.
 */
export interface Int8Block {
  readonly start: number;
  readonly rows: number;
  /** rows x width. */
  readonly bytes: Uint8Array;
  /** One a column. */
  readonly lows: Float32Array;
  readonly steps: Float32Array;
  /** One a row; -Infinity for deleted rows. */
  readonly bias: Float32Array;
  /** The greatest loss of a row: the length of what it lost, counted in steps. */
  readonly worstLoss: number;
  /** The longest vector as it is kept, and the largest bias: what float32 rounds. */
  readonly longest: number;
  readonly largestBias: number;
}

export function int8Block(block: Block, { width, columns }: Pick<Rows, 'width' | 'columns'>): Int8Block {
  const { start, rows, matrix } = block;
  const bias = Float32Array.from(block.bias);
  const { lows, steps } = rangesOf(block, width, columns);
  const bytes = new Uint8Array(rows * width);
  let [worstLoss, longest, largestBias] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    if (bias[row] === -Infinity) continue;
    let loss = 0;
    let length = 0;
    for (let i = 0; i < width; i++) {
      const value = matrix[row * columns + i]!;
      const [low, step] = [lows[i]!, steps[i]!];
      const byte = step === 0 ? 0 : Math.max(0, Math.min(LEVELS, Math.round((value - low) / step)));
      const kept = low + step * byte;
      bytes[row * width + i] = byte;
      length += kept * kept;
      // A column without extent has low as its one value, and loses nothing.
      if (step > 0) loss += ((value - kept) / step) ** 2;
    }
    worstLoss = Math.max(worstLoss, loss);
    longest = Math.max(longest, length);
    largestBias = Math.max(largestBias, Math.abs(bias[row]!));
  }
  const root = Math.sqrt;
  return {
    start,
    rows,
    bytes,
    lows,
    steps,
    bias,
    worstLoss: root(worstLoss),
    longest: root(longest),
    largestBias,
  };
}

/** From the smallest number of each column to its largest. */
function rangesOf({ rows, matrix, bias }: Block, width: number, columns: number) {
  const lows = new Float32Array(width).fill(Number.POSITIVE_INFINITY);
  const highs = new Float32Array(width).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < rows; row++) {
    if (bias[row] === -Infinity) continue;
    for (let i = 0; i < width; i++) {
      const value = matrix[row * columns + i]!;
      if (value < lows[i]!) lows[i] = value;
      if (value > highs[i]!) highs[i] = value;
    }
  }
  const isEmpty = lows[0] === Number.POSITIVE_INFINITY; // all are deleted
  if (isEmpty) lows.fill(0);
  return { lows, steps: lows.map((low, i) => (isEmpty ? 0 : (highs[i]! - low) / LEVELS)) };
}
