import type { Draw, Operand } from '../draw.ts';

/** A random call of one kernel. */
export interface Call {
  /** What it is, in tfjs's words: text that gives a tensor or a list of them. Operands stand in it by name. */
  readonly code: string;
  /** Whether its gradient is tried too. Default: where tfjs has one of the kernel. */
  readonly gradient?: boolean;
}

/** Draws a call that tfjs takes, most of the time: what it refuses is nobody's case. */
export type Generator = (draw: Draw) => string | Call;
export type Generators = Readonly<Record<string, Generator>>;

type Argument = Operand | string | number | boolean | undefined | readonly Argument[];

/** The text of a call. Defaults that stand last are left out. */
export function call(name: string, ...args: Argument[]): string {
  const last = args.findLastIndex((arg) => arg !== undefined);
  return `${name}(${args
    .slice(0, last + 1)
    .map(text)
    .join(', ')})`;
}

export function text(value: Argument): string {
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  return Object.is(value, -0) ? '-0' : String(value);
}
