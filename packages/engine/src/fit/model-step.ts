import { type CompiledStep, type CompileStepOptions, compileStep } from '../compile/compile-step.ts';
import type { ReadableTable } from '../compile/tables.ts';
import type { ModelStep } from './layers-model.ts';

/** Compiles a model's step for tables of its inputs and targets. `run` gives one value a batch of each name. */
export function compileModelStep(
  step: ModelStep,
  tables: readonly ReadableTable[],
  options: Omit<CompileStepOptions, 'tables'>,
): Promise<CompiledStep> {
  const names = tables.map((_, i) => `data${i}`);
  return compileStep((inputs) => step(names.map((name) => inputs[name]!)), {
    ...options,
    tables: Object.fromEntries(tables.map((table, i) => [names[i]!, table])),
    outputs: 'each',
    partialBatch: true,
  });
}
