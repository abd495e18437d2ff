import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers as make, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { isDense, type Layer, type Net } from './layers.ts';
import type { Weight } from './weights.ts';

/** A net written with TensorFlow.js's layers, as anybody would. Pictures and logits are flat. */
export interface TfjsModel {
  readonly variables: readonly tf.Variable[];
  encode(x: tf.Tensor): tf.Tensor;
  /** Mean BCE a pixel of logits; of the ways to write it, the one that TensorFlow.js runs fastest. */
  loss(x: tf.Tensor): tf.Scalar;
}

export function createTfjsModel(net: Net, weights: readonly Weight[]): TfjsModel {
  const [height, width, channels] = net.shape;
  const pixels = height * width * channels;
  const encoder = sequential();
  if (isDense(net)) encoder.add(make.inputLayer({ inputShape: [pixels] }));
  else encoder.add(make.reshape({ targetShape: [...net.shape], inputShape: [pixels] }));
  for (const layer of net.encoder) encoder.add(build(layer));
  const code = encoder.outputShape.slice(1) as number[];
  const decoder = sequential();
  decoder.add(make.inputLayer({ inputShape: code }));
  for (const layer of net.decoder) decoder.add(build(layer));
  const flat = (map: tf.Tensor) => tf.reshape(map, [map.shape[0]!, -1]);

  const variables = [encoder, decoder].flatMap(variablesOf);
  variables.forEach((variable, i) => {
    const { shape, values } = weights[i]!;
    tf.tidy(() => variable.assign(tf.tensor(values, [...shape])));
  });
  const training = { training: true };
  return {
    variables,
    encode: (x) => flat(encoder.apply(x) as tf.Tensor),
    loss(x) {
      const logits = flat(decoder.apply(encoder.apply(x, training), training) as tf.Tensor);
      return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, x)));
    },
  };
}

function variablesOf(half: LayersModel): tf.Variable[] {
  return half.trainableWeights.map((weight) => weight.read() as tf.Variable);
}

function build(layer: Layer): Parameters<Sequential['add']>[0] {
  switch (layer.layer) {
    case 'dense':
      return make.dense({ units: layer.units, activation: layer.activation });
    case 'conv': {
      const { filters, kernel, padding, bias, activation } = layer;
      return make.conv2d({ filters, kernelSize: kernel, padding, useBias: bias, activation });
    }
    case 'batchnorm':
      return make.batchNormalization({ epsilon: 0.001, momentum: 0.99 });
    case 'relu':
      return make.reLU();
    case 'pool':
      return make.maxPooling2d({ poolSize: layer.size, padding: 'same' });
    case 'up':
      return make.upSampling2d({ size: [layer.size, layer.size] });
  }
}
