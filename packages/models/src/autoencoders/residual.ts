import { pixelsPerImage } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import type { PcaEncoder } from '../encoders/pca.ts';
import type { ResidualNet } from '../options/net.ts';
import { layers, tf } from '../tfjs.ts';
import type { Halves } from './halves.ts';
import { seededInitializers } from './seeded-initializers.ts';

/** `hardSigmoid(z)` is z / 5 + 1/2 held within 0..1, so this many units of z are one of a pixel. */
const SLOPE = 5;

/**
 * A linear encoder and decoder, and convolutions that refine what the decoder gives. The linear layers are
 * not trained and are zero until `startFromPca`; the last convolution starts at zero.
 */
export function buildResidual(net: ResidualNet, shape: ImageShape, seed: number): Halves {
  const pixelCount = pixelsPerImage({ shape });
  const kernelInitializer = seededInitializers(seed);
  const linear = (units: number, name: string) =>
    layers.layers.dense({ units, name, trainable: false, kernelInitializer: 'zeros' });

  const picture = layers.input({ shape: [pixelCount] });
  const code = linear(net.codeSize, 'linear-encoder').apply(picture) as layers.SymbolicTensor;
  const given = layers.input({ shape: [net.codeSize] });
  const flat = linear(pixelCount, 'linear-decoder').apply(given) as layers.SymbolicTensor;
  const coarse = layers.layers.reshape({ targetShape: [...shape] }).apply(flat) as layers.SymbolicTensor;
  let map = coarse;
  for (const filters of net.refine) {
    const initializer = { kernelInitializer: kernelInitializer() };
    map = convolution(filters, 'relu', initializer).apply(map) as layers.SymbolicTensor;
  }
  const change = convolution(shape[2], 'linear', { kernelInitializer: 'zeros' }).apply(map);
  const fine = layers.layers.add().apply([coarse, change as layers.SymbolicTensor]);
  const flattened = layers.layers.flatten().apply(fine) as layers.SymbolicTensor;
  return {
    encoder: layers.model({ inputs: picture, outputs: code }),
    decoder: layers.model({ inputs: given, outputs: flattened }),
    codeRange: 'any',
    output: 'hardSigmoid',
  };
}

function convolution(
  filters: number,
  activation: 'relu' | 'linear',
  more: { kernelInitializer: 'zeros' | ReturnType<ReturnType<typeof seededInitializers>> },
) {
  return layers.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation, ...more });
}

/** Gives the linear layers the weights with which the net is PCA, to the last bit that matters. */
export function startFromPca({ encoder, decoder }: Halves, { components, mean, codeSize }: PcaEncoder): void {
  tf.tidy(() => {
    const kernel = tf.tensor2d(components, [mean.length, codeSize]);
    const middle = tf.tensor2d(mean, [1, mean.length]);
    const offset = tf.neg(tf.reshape(tf.matMul(middle, kernel), [codeSize]));
    encoder.getLayer('linear-encoder').setWeights([kernel, offset]);
    const outwards = tf.mul(tf.transpose(kernel), SLOPE);
    const bias = tf.mul(tf.sub(tf.reshape(middle, [mean.length]), 0.5), SLOPE);
    decoder.getLayer('linear-decoder').setWeights([outwards, bias]);
  });
}
