import type { Draw, Operand } from '../draw.ts';
import { usual } from '../values.ts';

/** A value of a chain: its name, and its shape. */
export interface Link {
  readonly name: string;
  readonly dims: readonly number[];
}

/** Draws what a chain goes on with: text, and its shape. Nothing where `x` is not of the kind it takes. */
export type Step = (
  d: Draw,
  x: Link,
  before: readonly Link[],
) => { readonly code: string; readonly dims: readonly number[] } | undefined;

export const float = (d: Draw, dims: readonly number[]): Operand => d.float(dims, usual);

export function only(rank: number, step: Step): Step {
  return (d, x, before) => (x.dims.length === rank ? step(d, x, before) : undefined);
}
