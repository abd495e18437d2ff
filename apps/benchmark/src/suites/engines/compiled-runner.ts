import { availableParallelism } from 'node:os';
import { compileStep } from '@hourglass/engine';
// Brings TensorFlow.js's CPU backend, where variables live and which is the `tfjs` engine.
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Contender } from './contenders.ts';
import type { Exercise, Runner } from './exercise.ts';
import { createNet } from './net.ts';

/** Our engine, as `@hourglass/models` uses it. */
export async function compiledRunner(exercise: Exercise, contender: Contender): Promise<Runner> {
  const { pixels, pixelCount, codeSize, batchSize, learningRate, seed } = exercise;
  const { stepsPerCall, threads } = contender;
  const engine = contender.engine === 'tfjs' ? 'tfjs' : 'native';
  const net = createNet(pixelCount, codeSize, seed);
  const optimizer = tf.train.adam(learningRate);
  const step = await compileStep(
    ({ x }) => ({ loss: optimizer.minimize(() => net.loss(x!), true, net.variables)! }),
    {
      tables: { x: { data: pixels, rowShape: [pixelCount], scale: 1 / 255 } },
      batchSize,
      stepsPerCall,
      engine,
      ...(threads === undefined ? {} : { threads }),
    },
  );
  const count = pixels.length / pixelCount;
  return {
    threads: engine === 'tfjs' ? 1 : (threads ?? availableParallelism()),
    async run(firstStep, steps) {
      const first = firstStep * batchSize;
      const rows = Int32Array.from({ length: steps * batchSize }, (_, i) => (first + i) % count);
      let loss = Number.NaN;
      const start = performance.now();
      // Call by call, as a trainer does that must answer a pause.
      for (let at = 0; at < rows.length; at += stepsPerCall * batchSize) {
        const outputs = await step.run(rows.subarray(at, at + stepsPerCall * batchSize));
        loss = Number(outputs.loss!.data[0]);
      }
      return { seconds: (performance.now() - start) / 1000, loss };
    },
  };
}
