import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { type LoadedPlan, pixelsOf } from './plan.ts';
import { movedBy, type Runner } from './runner.ts';
import { createTfjsModel } from './tfjs-model.ts';

/** TensorFlow.js alone: an ordinary training loop on its wasm backend, batches made ready beforehand. */
export async function tfjsWasmRunner(plan: LoadedPlan): Promise<Runner> {
  const { net, initial, pixels, batchSize, learningRate, threads } = plan;
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(main), '/'));
  // Asked for, though TensorFlow.js turns threads off in Node; what it had is read back below.
  setThreadsCount(threads);
  tf.enableProdMode();
  // The model's import brings the CPU backend, which would be first.
  if (!(await tf.setBackend('wasm')))
    throw new Error('the wasm backend of TensorFlow.js does not start here');

  const model = createTfjsModel(net, initial);
  const variables = [...model.variables];
  const optimizer = tf.train.adam(learningRate);
  const rowSize = pixelsOf(plan);
  const scaled = tf.tidy(() => {
    return tf.mul(tf.tensor2d(Float32Array.from(pixels), [pixels.length / rowSize, rowSize]), 1 / 255);
  });
  const batches = tf.split(scaled, pixels.length / rowSize / batchSize);
  scaled.dispose();
  const threaded = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  let next = 0;
  const train = async (steps: number) => {
    let loss: tf.Scalar | null = null;
    const start = performance.now();
    for (let i = 0; i < steps; i++) {
      const x = batches[next++ % batches.length]!;
      // The loss is asked for once, as it costs time.
      loss = optimizer.minimize(() => model.loss(x), i === steps - 1, variables);
    }
    const [value] = await loss!.data();
    const seconds = (performance.now() - start) / 1000;
    loss!.dispose();
    return { seconds, loss: value! };
  };
  return {
    threads: threaded ? getThreadsCount() : 1,
    run: async (steps) => ({ steps, seconds: (await train(steps)).seconds }),
    async prove(steps) {
      const { loss } = await train(steps);
      return { loss, moved: movedBy(initial, await Promise.all(variables.map((v) => v.data()))) };
    },
  };
}
