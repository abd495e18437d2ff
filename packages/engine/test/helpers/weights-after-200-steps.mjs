// node weights-after-200-steps.mjs <engine> <threads>: trains two nets for 200 steps and prints a hash of their weights.
import { createHash } from 'node:crypto';
import '@tensorflow/tfjs-backend-cpu';
import { compileStep } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

tf.enableProdMode();
const [engine, threads] = [process.argv[2], Number(process.argv[3])];
const kernelInitializer = (seed) => tfl.initializers.glorotUniform({ seed });

const nets = {
  dense: () =>
    tfl.sequential({
      layers: [
        tfl.layers.dense({
          units: 48,
          activation: 'relu',
          inputShape: [400],
          kernelInitializer: kernelInitializer(1),
        }),
        tfl.layers.dense({ units: 400, kernelInitializer: kernelInitializer(2) }),
      ],
    }),
  conv: () =>
    tfl.sequential({
      layers: [
        tfl.layers.reshape({ targetShape: [20, 20, 1], inputShape: [400] }),
        tfl.layers.conv2d({
          filters: 8,
          kernelSize: 3,
          padding: 'same',
          activation: 'relu',
          kernelInitializer: kernelInitializer(1),
        }),
        tfl.layers.maxPooling2d({ poolSize: 2 }),
        tfl.layers.upSampling2d({ size: [2, 2] }),
        tfl.layers.conv2d({
          filters: 1,
          kernelSize: 3,
          padding: 'same',
          kernelInitializer: kernelInitializer(2),
        }),
        tfl.layers.flatten(),
      ],
    }),
};

const data = Uint8Array.from({ length: 256 * 400 }, (_, i) => (i * 2654435761) >>> 24);
const rows = Int32Array.from({ length: 200 * 16 }, (_, i) => (i * 37) % 256);

for (const [name, make] of Object.entries(nets)) {
  const model = make();
  const optimizer = tf.train.adam(0.001);
  const loss = (x) => {
    const logits = model.apply(x);
    return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, x)));
  };
  const step = await compileStep(({ x }) => ({ loss: optimizer.minimize(() => loss(x), true) }), {
    tables: { x: { data, rowShape: [400], scale: 1 / 255 } },
    batchSize: 16,
    engine,
    threads,
  });
  const first = await step.run(rows.subarray(0, 16));
  const last = await step.run(rows);
  step.sync();
  const hash = createHash('sha256');
  for (const weight of model.getWeights()) hash.update(new Uint8Array(weight.dataSync().slice().buffer));
  const learnt = last.loss.data[0] < first.loss.data[0];
  console.log(name, step.engine, learnt ? 'learnt' : 'learnt nothing', hash.digest('hex'));
  await step.dispose();
}
