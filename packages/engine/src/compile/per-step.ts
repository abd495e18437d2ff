import { EngineError } from '../errors.ts';
import { floats, type TensorData } from '../graph/graph.ts';
import type { PerStep } from './compiled-step.ts';
import { perStepPort } from './ports.ts';

/** @throws {EngineError} `INPUT_INVALID` unless there is one number for each name and step. */
export function checkPerStep(names: readonly string[], given: PerStep, steps: number): void {
  for (const name of names) {
    const count = given[name]?.length ?? 0;
    if (count === steps) continue;
    throw new EngineError('INPUT_INVALID', `'${name}' has ${count} numbers for ${steps} steps.`);
  }
}

/** What an unrolled graph is fed for the steps `from` to `from + steps`. */
export function feedPerStep(
  names: readonly string[],
  given: PerStep,
  from: number,
  steps: number,
): Record<string, TensorData> {
  return Object.fromEntries(
    names.map((name) => [perStepPort(name), floats([steps], given[name]!.slice(from, from + steps))]),
  );
}
