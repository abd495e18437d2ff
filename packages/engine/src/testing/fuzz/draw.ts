import { type Numbers, numbersOf } from './values.ts';

/** Where random choices come from: an integer in `min`..`max`, both included. Smaller is simpler. */
export type Choose = (min: number, max: number) => number;
export type Type = 'float32' | 'int32' | 'bool';
/** How a tensor comes into the function: given to each call, written into it, or kept between calls. */
export type Role = 'input' | 'constant' | 'variable';

/** A tensor that a program's calls take. In a template it is its name. */
export interface Operand {
  readonly name: string;
  readonly dims: readonly number[];
  readonly type: Type;
  readonly role: Role;
  readonly values: readonly number[];
  toString(): string;
}

interface TensorOptions {
  /** Default: one of all, floats most of the time. */
  readonly type?: Type;
  readonly numbers?: Numbers;
  readonly role?: Role;
}

interface DimsOptions {
  readonly rank?: number | readonly [number, number];
  readonly size?: readonly [number, number];
}

/** Draws the parts of one random case. Equal choices draw equal cases. */
export class Draw {
  readonly operands: Operand[] = [];
  readonly int: Choose;

  constructor(choose: Choose) {
    this.int = choose;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!;
  }

  /** True once in `times`. */
  rarely(times: number): boolean {
    return this.int(0, times - 1) === times - 1;
  }

  /** A number with few digits, in `min`..`max`. */
  number(min: number, max: number): number {
    return this.int(Math.ceil(min * 100), Math.floor(max * 100)) / 100;
  }

  /** Seldom, one of the axes holds nothing. */
  dims({ rank = [0, 5], size = [1, 5] }: DimsOptions = {}): number[] {
    const count = typeof rank === 'number' ? rank : this.int(...rank);
    const dims = Array.from({ length: count }, () => this.int(...size));
    if (count > 0 && this.rarely(20)) dims[this.int(0, count - 1)] = 0;
    return dims;
  }

  tensor(dims: readonly number[], { type, numbers, role }: TensorOptions = {}): Operand {
    const name = `t${this.operands.length}`;
    const typed = type ?? this.pick(['float32', 'float32', 'float32', 'float32', 'int32', 'bool'] as const);
    const size = dims.reduce((product, dim) => product * dim, 1);
    const operand: Operand = {
      name,
      dims,
      type: typed,
      role: role ?? this.pick(['input', 'input', 'input', 'constant', 'variable'] as const),
      values: numbersOf(typed, numbers, this.int)(size),
      toString: () => name,
    };
    this.operands.push(operand);
    return operand;
  }

  float(dims: readonly number[], numbers?: Numbers): Operand {
    return this.tensor(dims, { type: 'float32', ...(numbers && { numbers }) });
  }

  /** Whole numbers in 0..`below` - 1. */
  places(dims: readonly number[], below: number): Operand {
    return this.tensor(dims, { type: 'int32', numbers: (int) => int(0, Math.max(0, below - 1)) });
  }

  /** Counted from the front, or from the back. */
  axis(rank: number): number {
    return this.int(0, rank - 1) - (this.rarely(3) ? rank : 0);
  }

  /** What reductions take: none for all, one, or several. */
  axes(rank: number): number | number[] | undefined {
    if (rank === 0 || this.rarely(4)) return undefined;
    if (this.rarely(2)) return this.axis(rank);
    const kept = Array.from({ length: rank }, (_, axis) => axis).filter(() => this.rarely(2));
    return kept.map((axis) => (this.rarely(3) ? axis - rank : axis));
  }

  order(rank: number): number[] {
    const left = Array.from({ length: rank }, (_, axis) => axis);
    return Array.from({ length: rank }, () => left.splice(this.int(0, left.length - 1), 1)[0]!);
  }
}
