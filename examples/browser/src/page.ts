import '@tensorflow/tfjs-backend-cpu';
import { compile, compileStep } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { drawLoss, drawPictures } from './draw.ts';
import { fetchPictures } from './mnist.ts';

const batchSize = 128;
const stepsPerCall = 8;
const calls = 120;
const shown = 12;

const status = document.querySelector<HTMLOutputElement>('#status')!;
const lossCanvas = document.querySelector<HTMLCanvasElement>('#loss')!;
const pictureCanvas = document.querySelector<HTMLCanvasElement>('#pictures')!;

const say = (text: string) => {
  status.value = text;
};

/** Lets the page paint: WebAssembly blocks it while it computes. */
const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

async function train(): Promise<void> {
  tf.enableProdMode();
  const [pixels, unseen] = await Promise.all([
    fetchPictures('train-images-idx3-ubyte.gz'),
    fetchPictures('t10k-images-idx3-ubyte.gz'),
  ]);
  const x = { data: pixels, rowShape: [784], scale: 1 / 255 };

  const kernelInitializer = (seed: number) => tfl.initializers.glorotUniform({ seed });
  const model = tfl.sequential({
    layers: [
      tfl.layers.dense({
        units: 64,
        activation: 'relu',
        inputShape: [784],
        kernelInitializer: kernelInitializer(1),
      }),
      tfl.layers.dense({ units: 784, kernelInitializer: kernelInitializer(2) }),
    ],
  });
  const optimizer = tf.train.adam(0.002);
  const crossEntropy = (batch: tf.Tensor) => {
    const logits = model.apply(batch) as tf.Tensor;
    return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, batch))) as tf.Scalar;
  };

  // Asked for by name: in a browser there is no other that is fast.
  const engine = 'wasm';
  const step = await compileStep(
    ({ x: batch }) => ({ loss: optimizer.minimize(() => crossEntropy(batch!), true)! }),
    { tables: { x }, batchSize, stepsPerCall, engine },
  );
  const reconstruct = await compile(
    ({ pictures }) => ({ y: tf.sigmoid(model.apply(pictures!) as tf.Tensor) }),
    { inputs: { pictures: { shape: [shown, 784], type: 'uint8', scale: 1 / 255 } }, engine },
  );

  const pictures = unseen.slice(0, shown * 784);
  drawPictures(
    pictureCanvas,
    Float32Array.from(pictures, (byte) => byte / 255),
    0,
  );
  const losses: number[] = [];
  const count = pixels.length / 784;
  let computing = 0;
  for (let call = 0; call < calls; call++) {
    const rows = Int32Array.from({ length: stepsPerCall * batchSize }, () =>
      Math.floor(Math.random() * count),
    );
    const start = performance.now();
    const { loss } = await step.run(rows);
    computing += performance.now() - start;
    losses.push(Number(loss!.data[0]));
    if (call % 4 === 3) {
      step.sync();
      const { y } = await reconstruct.run({ pictures });
      drawPictures(pictureCanvas, y!.data as Float32Array, 1);
    }
    drawLoss(lossCanvas, losses, calls);
    const speed = Math.round((1000 * (call + 1) * rows.length) / computing);
    say(
      `step ${(call + 1) * stepsPerCall} of ${calls * stepsPerCall}, loss ${losses.at(-1)!.toFixed(4)}, ` +
        `${speed.toLocaleString('en')} pictures a second, engine ${step.engine}`,
    );
    await painted();
  }
  document.body.dataset.state = 'trained';
  document.body.dataset.losses = JSON.stringify(losses);
}

train().catch((error: unknown) => {
  document.body.dataset.state = 'failed';
  say(String(error));
  throw error;
});
