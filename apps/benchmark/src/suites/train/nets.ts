import { pixelsPerImage } from '@hourglass/datasets';
import { presets } from '@hourglass/models';
import type { NetName } from './exercises.ts';
import type { Activation, Layer, Net } from './layers.ts';

const mnist = [28, 28, 1] as const;
const cifar = [32, 32, 3] as const;

/** Convolutions without a bias, each normalised over its batch: what most nets of others are made of. */
const block = (filters: number): Layer[] => [
  { layer: 'conv', filters, kernel: 3, padding: 'same', bias: false, activation: 'linear' },
  { layer: 'batchnorm' },
  { layer: 'relu' },
];
const conv = (filters: number, activation: Activation): Layer => {
  return { layer: 'conv', filters, kernel: 3, padding: 'same', bias: true, activation };
};
const pool: Layer = { layer: 'pool', size: 2 };
const up: Layer = { layer: 'up', size: 2 };

export const nets: Readonly<Record<NetName, Net>> = Object.freeze({
  '784-64': dense(mnist, 64),
  '3072-512': dense(cifar, 512),
  'study-mnist': ofPreset('study-mnist', mnist),
  'study-cifar100': ofPreset('study-cifar100', cifar),
  batchnorm: {
    shape: cifar,
    encoder: [...block(32), ...block(32), pool, ...block(64), pool, conv(8, 'sigmoid')],
    decoder: [...block(64), up, ...block(32), up, ...block(32), conv(3, 'linear')],
  },
});

function dense(shape: Net['shape'], codeSize: number): Net {
  const pixels = pixelsPerImage({ shape });
  return {
    shape,
    encoder: [{ layer: 'dense', units: codeSize, activation: 'sigmoid' }],
    decoder: [{ layer: 'dense', units: pixels, activation: 'linear' }],
  };
}

function ofPreset(name: string, shape: Net['shape']): Net {
  const { net } = presets[name]!;
  if (net.kind !== 'conv') throw new Error(`internal: preset '${name}' has no convolutions`);
  return { shape, encoder: half(net.encoder, 'sigmoid'), decoder: half(net.decoder, 'linear') };
}

type ConvLayers = Extract<(typeof presets)[string]['net'], { kind: 'conv' }>['encoder'];

/** As `@hourglass/models` builds it: relu after each convolution but the last. */
function half(layers: ConvLayers, last: Activation): Layer[] {
  const lastConv = layers.findLastIndex((layer) => 'conv' in layer);
  return layers.map((layer, i): Layer => {
    if ('pool' in layer) return { layer: 'pool', size: layer.pool };
    if ('up' in layer) return { layer: 'up', size: layer.up };
    const { conv: filters, kernel = 3, padding = 'same' } = layer;
    return {
      layer: 'conv',
      filters,
      kernel,
      padding,
      bias: true,
      activation: i === lastConv ? last : 'relu',
    };
  });
}
