import { type CompileOptions, compile, compileStep, type EngineName } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import { type LoadedPlan, pixelsOf } from './plan.ts';
import { comparedCodes, movedBy, type Runner } from './runner.ts';
import { createTfjsModel } from './tfjs-model.ts';

/** One of our engines, used as `@hourglass/models` uses it. */
export async function engineRunner(plan: LoadedPlan, engine: EngineName): Promise<Runner> {
  return plan.task === 'train' ? trainer(plan, engine) : encoder(plan, engine);
}

async function trainer(plan: LoadedPlan, engine: EngineName): Promise<Runner> {
  const { net, initial, pixels, batchSize, stepsPerCall, threads, learningRate } = plan;
  const rowSize = pixelsOf(plan);
  const model = createTfjsModel(net, initial);
  const variables = [...model.variables];
  const optimizer = tf.train.adam(learningRate);
  const step = await compileStep(
    ({ x }) => ({ loss: optimizer.minimize(() => model.loss(x!), true, variables)! }),
    {
      tables: { x: { data: pixels, rowShape: [rowSize], scale: 1 / 255 } },
      batchSize,
      stepsPerCall,
      engine,
      threads,
    },
  );
  const count = pixels.length / rowSize;
  let next = 0;
  /** Call by call, as a trainer does that must answer a pause. */
  const train = async (steps: number) => {
    const rows = Int32Array.from({ length: steps * batchSize }, (_, i) => (next * batchSize + i) % count);
    next += steps;
    let loss = Number.NaN;
    const start = performance.now();
    for (let at = 0; at < rows.length; at += stepsPerCall * batchSize) {
      const outputs = await step.run(rows.subarray(at, at + stepsPerCall * batchSize));
      loss = Number(outputs.loss!.data[0]);
    }
    return { seconds: (performance.now() - start) / 1000, loss };
  };
  return {
    threads: engine === 'tfjs' ? 1 : threads,
    way: `${stepsPerCall === 1 ? '1 step' : `${stepsPerCall} steps`} a call`,
    run: async (steps) => ({ steps, seconds: (await train(steps)).seconds }),
    async prove(steps) {
      const { loss } = await train(steps);
      step.sync();
      return { loss, moved: movedBy(initial, await Promise.all(variables.map((v) => v.data()))) };
    },
  };
}

async function encoder(plan: LoadedPlan, engine: EngineName): Promise<Runner> {
  const { net, initial, pixels, batchSize, threads } = plan;
  const rowSize = pixelsOf(plan);
  const model = createTfjsModel(net, initial);
  const x: CompileOptions['inputs'][string] = { shape: [batchSize, rowSize], type: 'uint8', scale: 1 / 255 };
  const compiled = await compile(({ x }) => ({ code: model.encode(x!) }), { inputs: { x }, engine, threads });
  const size = batchSize * rowSize;
  let next = 0;
  const encode = async () => {
    const at = (next++ * size) % pixels.length;
    return (await compiled.run({ x: pixels.subarray(at, at + size) })).code!.data;
  };
  return {
    threads,
    async run(steps) {
      const start = performance.now();
      for (let i = 0; i < steps; i++) await encode();
      return { steps, seconds: (performance.now() - start) / 1000 };
    },
    prove: async () => ({ codes: Array.from(await encode(), Number).slice(0, comparedCodes) }),
  };
}
