import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Exercise, Runner } from './exercise.ts';
import { createNet } from './net.ts';

/** TensorFlow.js alone: an ordinary training loop on its wasm backend, batches made ready beforehand. */
export async function wasmRunner(exercise: Exercise): Promise<Runner> {
  const { pixels, pixelCount, codeSize, batchSize, learningRate, seed } = exercise;
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(main), '/'));
  // Asked for, though TensorFlow.js turns threads off in Node; what it had is read back below.
  setThreadsCount(4);
  tf.enableProdMode();
  if (!(await tf.setBackend('wasm')))
    throw new Error('the wasm backend of TensorFlow.js does not start here');

  const net = createNet(pixelCount, codeSize, seed);
  const optimizer = tf.train.adam(learningRate);
  const scaled = tf.tidy(() =>
    tf.mul(tf.tensor2d(Float32Array.from(pixels), [pixels.length / pixelCount, pixelCount]), 1 / 255),
  );
  const batches = tf.split(scaled, pixels.length / pixelCount / batchSize);
  scaled.dispose();
  const threaded = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  return {
    threads: threaded ? getThreadsCount() : 1,
    async run(firstStep, steps) {
      let loss: tf.Scalar | null = null;
      const start = performance.now();
      for (let i = 0; i < steps; i++) {
        const x = batches[(firstStep + i) % batches.length]!;
        // The loss is asked for once, as it costs time.
        loss = optimizer.minimize(() => net.loss(x), i === steps - 1, net.variables);
      }
      const [value] = await loss!.data();
      const seconds = (performance.now() - start) / 1000;
      loss!.dispose();
      return { seconds, loss: value! };
    },
  };
}
