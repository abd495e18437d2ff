import { EngineError } from '../errors.ts';
import type { KernelCall } from './op.ts';

/** A call of a kernel as errors say it. */
export function textOf({ kernel, inputs }: KernelCall): string {
  const operands = Object.entries(inputs).map(([name, { type, dims }]) => `${name}: ${type}[${dims}]`);
  return `kernel '${kernel}' of ${operands.length > 0 ? operands.join(', ') : 'nothing'}`;
}

/** Errors of `fn` say of which kernel they are. @throws {EngineError} `SHAPE_MISMATCH`, or as the error has it. */
export function naming<T>(call: KernelCall, fn: () => T): T {
  try {
    return fn();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof EngineError && message.includes(`'${call.kernel}'`)) throw cause;
    const code = cause instanceof EngineError ? cause.code : 'SHAPE_MISMATCH';
    throw new EngineError(code, `${textOf(call)}: ${message}`, { cause });
  }
}
