import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { compileStep } from '../../compile/compile-step.ts';
import type { EngineName } from '../../names.ts';
import { digits } from '../../testing/mnist.ts';
import { numbers } from '../../testing/numbers.ts';
import { predict } from '../predictor.ts';

tf.enableProdMode();

/** Slow in WebAssembly, where the steps alone are tested. */
const learns = test.skipIf(process.env.HOURGLASS_ENGINE === 'wasm');

const codeSize = 4;
const count = 1000;

/** A dense variational autoencoder, as in tfjs-examples/fashion-mnist-vae, with its noise as an input. */
function autoencoder() {
  const dense = (units: number, activation: 'relu' | 'linear', seed: number) =>
    tfl.layers.dense({ units, activation, kernelInitializer: tfl.initializers.glorotUniform({ seed }) });
  const input = tfl.input({ shape: [784] });
  const hidden = dense(64, 'relu', 1).apply(input) as tfl.SymbolicTensor;
  const heads = [dense(codeSize, 'linear', 2), dense(codeSize, 'linear', 3)];
  const outputs = heads.map((head) => head.apply(hidden) as tfl.SymbolicTensor);
  const encoder = tfl.model({ inputs: input, outputs });
  const code = tfl.input({ shape: [codeSize] });
  const back = dense(64, 'relu', 4).apply(code) as tfl.SymbolicTensor;
  const decoder = tfl.model({
    inputs: code,
    outputs: dense(784, 'linear', 5).apply(back) as tfl.SymbolicTensor,
  });
  const optimizer = tf.train.adam(0.003);

  /** The negative evidence lower bound in nats a picture: cross-entropy and divergence from the prior. */
  const bound = (x: tf.Tensor, noise: tf.Tensor) => {
    const [mean, logVariance] = encoder.apply(x) as [tf.Tensor, tf.Tensor];
    const z = tf.add(mean, tf.mul(tf.exp(tf.mul(0.5, logVariance)), noise));
    const logits = decoder.apply(z) as tf.Tensor;
    const crossEntropy = tf.sum(tf.sub(tf.softplus(logits), tf.mul(logits, x)), 1);
    const perNumber = tf.sub(tf.add(1, logVariance), tf.add(tf.square(mean), tf.exp(logVariance)));
    return tf.mean(tf.sub(crossEntropy, tf.mul(0.5, tf.sum(perNumber, 1)))) as tf.Scalar;
  };
  const step = ({ x, noise }: Record<string, tf.Tensor>) => ({
    loss: optimizer.minimize(() => bound(x!, noise!), true)!,
  });
  return { decoder, step };
}

/** Box and Muller's normal numbers out of seeded ones. */
function normals(length: number): Float32Array {
  const uniform = numbers(2 * length, 11);
  return Float32Array.from({ length }, (_, i) => {
    const [a, b] = [(uniform[2 * i]! + 2.2) / 4.4, uniform[2 * i + 1]!];
    return Math.sqrt(-2 * Math.log(a)) * Math.cos((Math.PI / 2) * b);
  });
}

const tables = {
  x: { data: digits(0, count).pixels, rowShape: [784], scale: 1 / 255 },
  noise: { data: normals(count * codeSize), rowShape: [codeSize] },
};
const rowsOf = (steps: number) => Int32Array.from({ length: steps * 50 }, (_, i) => (i * 7) % count);

learns(
  'a VAE learns MNIST below 190 nats, and what it draws from noise is dark with bright strokes',
  async () => {
    const { decoder, step } = autoencoder();
    const compiled = await compileStep(step, { tables, batchSize: 50 });
    const first = await compiled.run(rowsOf(1));
    const last = await compiled.run(rowsOf(400));
    compiled.sync();
    await compiled.dispose();
    expect(first.loss!.data[0]).toBeGreaterThan(500);
    expect(last.loss!.data[0]).toBeLessThan(190);

    const drawn = tf.sigmoid((await predict(decoder, normals(20 * codeSize))) as tf.Tensor).dataSync();
    const bright = drawn.filter((pixel) => pixel > 0.5).length / drawn.length;
    expect(bright).toBeGreaterThan(0.03);
    expect(bright).toBeLessThan(0.3);
  },
);

test('its steps are those of tfjs', async () => {
  const losses = async (engine?: EngineName) => {
    const compiled = await compileStep(autoencoder().step, {
      tables,
      batchSize: 50,
      outputs: 'each',
      ...(engine ? { engine } : {}),
    });
    const { loss } = await compiled.run(rowsOf(10));
    await compiled.dispose();
    return [...loss!.data].map(Number);
  };
  const [got, wanted] = [await losses(), await losses('tfjs')];
  for (const [i, loss] of got.entries()) expect(loss / wanted[i]!).toBeCloseTo(1, 4);
});
