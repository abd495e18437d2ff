import { pixelsPerImage } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import { ConfigError } from '../errors.ts';
import type { ConvLayer, ConvNet } from '../options/net.ts';
import { layers } from '../tfjs.ts';
import type { Halves } from './halves.ts';
import { seededInitializers } from './seeded-initializers.ts';

/** Convolutions, pools and enlargements, between a reshape at the start and a flattening at the end. */
export function buildConv({ encoder, decoder }: ConvNet, shape: ImageShape, seed: number): Halves {
  const kernelInitializer = seededInitializers(seed);

  const stack = (name: string, from: ImageShape, list: readonly ConvLayer[], last: 'sigmoid' | 'linear') => {
    const model = layers.sequential();
    model.add(
      layers.layers.reshape({ targetShape: [...from], inputShape: [pixelsPerImage({ shape: from })] }),
    );
    const lastConv = list.findLastIndex((layer) => 'conv' in layer);
    list.forEach((layer, i) => {
      try {
        model.add(convLayer(layer, i === lastConv ? last : 'relu', kernelInitializer));
      } catch (cause) {
        const message = cause instanceof Error ? cause.message : String(cause);
        throw new ConfigError(`config 'net.${name}.${i}': ${message}`, { cause });
      }
    });
    const [, ...map] = model.outputShape as number[];
    if (map.some((size) => size < 1)) {
      throw new ConfigError(
        `config 'net.${name}': nothing is left of ${from.join(' x ')} after all its layers.`,
      );
    }
    model.add(layers.layers.flatten());
    return { model, map: map as unknown as ImageShape };
  };

  const down = stack('encoder', shape, encoder, 'sigmoid');
  const up = stack('decoder', down.map, decoder, 'linear');
  return { encoder: down.model, decoder: up.model, codeRange: 'shares', output: 'sigmoid' };
}

/** One layer of a stack. @throws if nothing is left of the map. */
export function convLayer(
  layer: ConvLayer,
  activation: 'relu' | 'sigmoid' | 'linear',
  kernelInitializer: ReturnType<typeof seededInitializers>,
) {
  if ('pool' in layer) return layers.layers.maxPooling2d({ poolSize: layer.pool, padding: 'same' });
  if ('up' in layer) return layers.layers.upSampling2d({ size: [layer.up, layer.up] });
  const { conv, kernel = 3, padding = 'same', stride = 1 } = layer;
  return layers.layers.conv2d({
    filters: conv,
    kernelSize: kernel,
    strides: stride,
    padding,
    activation,
    kernelInitializer: kernelInitializer(),
  });
}
