import type { GraphBuilder } from '../graph/builder.ts';
import { TO_LAST } from '../graph/channels-first.ts';

/** Pictures that can be had in either order of axes; each costs only if it is asked for. */
export interface Turned {
  /** [batch, channels, height, width] */
  first(): string;
  /** [batch, height, width, channels] */
  last(): string;
}

/** Pictures that lie with their channels first. */
export function turned(b: GraphBuilder, value: string): Turned {
  return { first: () => value, last: () => b.op('Transpose', [value], { perm: TO_LAST }) };
}
