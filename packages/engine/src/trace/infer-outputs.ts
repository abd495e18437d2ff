import { EngineError } from '../errors.ts';
import { sizeOf, type ValueInfo } from '../graph/graph.ts';
import { naming } from '../ops/naming.ts';
import type { KernelCall, Op } from '../ops/op.ts';

/** What is known of a call's outputs before it is computed. */
export interface Outputs {
  readonly outputs: readonly ValueInfo[];
  /** The number that all of them are full of, where nothing has to be computed: they or the operands hold nothing. */
  readonly full?: number;
}

/**
 * @param who the kernel, and who asked for it.
 * @throws {EngineError} `SHAPE_MISMATCH` where the operands do not fit, `OP_NOT_COVERED` where an operand holds
 * nothing and nobody says what that gives.
 */
export function inferOutputs(who: string, op: Op, call: KernelCall): Outputs {
  const outputs = naming(call, () => op.infer(call));
  if (outputs.every(holdsNothing)) return { outputs, full: 0 };
  const { ofNothing } = op;
  const empty = Object.values(call.inputs).find(holdsNothing);
  if (!empty || ofNothing === 'lowered') return { outputs };
  if (ofNothing === undefined) {
    throw new EngineError(
      'OP_NOT_COVERED',
      `${who} is not covered for a tensor of nothing (shape [${empty.dims}]). Use the engine 'tfjs', or leave it out.`,
    );
  }
  return { outputs, full: typeof ofNothing === 'function' ? ofNothing(call.attrs) : ofNothing };
}

function holdsNothing({ dims }: ValueInfo): boolean {
  return sizeOf(dims) === 0;
}
