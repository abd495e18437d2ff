import { createRandom } from '@hourglass/datasets';
import { isDense, type Layer, type Net } from './layers.ts';

export interface Weight {
  /** Dense: inputs, outputs. Convolution: height, width, inputs, outputs. Biases and norms: one number a channel. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The weights that every contender starts from, layer by layer: kernel, then bias; or gamma, then beta. */
export function drawWeights(net: Net, seed: number): Weight[] {
  const [height, width, channels] = net.shape;
  let inputs = isDense(net) ? height * width * channels : channels;
  const weights: Weight[] = [];
  for (const layer of [...net.encoder, ...net.decoder]) {
    weights.push(...weightsOf(layer, inputs, (limit, size) => draw(seed, weights.length, limit, size)));
    inputs = outputsOf(layer) ?? inputs;
  }
  return weights;
}

function weightsOf(
  layer: Layer,
  inputs: number,
  random: (limit: number, size: number) => Float32Array,
): Weight[] {
  const constant = (size: number, value: number): Weight => {
    return { shape: [size], values: new Float32Array(size).fill(value) };
  };
  /** Glorot's uniform distribution. */
  const kernel = (shape: readonly number[], fanIn: number, fanOut: number): Weight => {
    const size = shape.reduce((product, dim) => product * dim, 1);
    return { shape, values: random(Math.sqrt(6 / (fanIn + fanOut)), size) };
  };
  if (layer.layer === 'dense') {
    return [kernel([inputs, layer.units], inputs, layer.units), constant(layer.units, 0)];
  }
  if (layer.layer === 'conv') {
    const { kernel: side, filters, bias } = layer;
    const area = side * side;
    const weight = kernel([side, side, inputs, filters], area * inputs, area * filters);
    return bias ? [weight, constant(filters, 0)] : [weight];
  }
  return layer.layer === 'batchnorm' ? [constant(inputs, 1), constant(inputs, 0)] : [];
}

function outputsOf(layer: Layer): number | undefined {
  if (layer.layer === 'dense') return layer.units;
  return layer.layer === 'conv' ? layer.filters : undefined;
}

function draw(seed: number, stream: number, limit: number, size: number): Float32Array {
  const random = createRandom(seed, stream);
  return Float32Array.from({ length: size }, () => (2 * random.float() - 1) * limit);
}
