import type { LayersModel } from '@tensorflow/tfjs-layers';
import { compileStep } from '../compile/compile-step.ts';
import type { CompiledStep, CompileStepOptions } from '../compile/compiled-step.ts';
import type { ReadableTable } from '../compile/tables.ts';
import type { ModelStep } from './layers-model.ts';
import { sameTraits, traitsOf } from './traits.ts';

/** A model's step, compiled, that goes on with the model as somebody else has changed it. */
export interface FollowingStep extends Pick<CompiledStep, 'run' | 'sync' | 'dispose'> {
  /**
   * Takes what may have changed since the last run: weights, which are read anew, and all that the step was
   * compiled from, for which it is compiled again.
   */
  follow(): Promise<void>;
}

/**
 * Compiles a model's step for tables of its inputs, targets and weights. `run` gives one value a batch of each
 * name.
 * @param make the step that tfjs does, as the model is now.
 */
export async function compileModelStep(
  model: LayersModel,
  make: () => ModelStep,
  tables: readonly (ReadableTable | undefined)[],
  { firstStep = 0, ...options }: Omit<CompileStepOptions, 'tables'>,
): Promise<FollowingStep> {
  const present = tables.flatMap((table, i) => (table ? [[`data${i}`, table] as const] : []));
  let traits: unknown[] = [];
  let done = firstStep;

  function compile(): Promise<CompiledStep> {
    const step = make();
    return compileStep(
      (inputs) => {
        const values = step(tables.map((_, i) => inputs[`data${i}`]));
        traits = traitsOf(model);
        return values;
      },
      {
        ...options,
        tables: Object.fromEntries(present),
        outputs: 'each',
        partialBatch: true,
        firstStep: done,
      },
    );
  }
  let step = await compile();
  return {
    async run(rows) {
      const outputs = await step.run(rows);
      done += Math.ceil(rows.length / options.batchSize);
      return outputs;
    },
    async follow() {
      if (sameTraits(traits, traitsOf(model))) return step.load();
      const before = step;
      step = await compile();
      await before.dispose();
    },
    sync: () => step.sync(),
    dispose: () => step.dispose(),
  };
}
