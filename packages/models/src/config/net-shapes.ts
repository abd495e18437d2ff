import type { ImageShape } from '@hourglass/datasets/catalog';
import { ConfigError } from '../errors.ts';
import type { ConvLayer, Net } from '../options/net.ts';

/**
 * Follows a convolutional net's shapes without building it, so that a config that cannot be is refused
 * before a run is made. All other nets take the shape of the pictures.
 *
 * @throws {ConfigError} naming the layer that leaves nothing, or the half that does not fit the picture.
 */
export function checkShapes(net: Net, picture: ImageShape): void {
  if (net.kind === 'meaning') follow('trunk', picture, net.trunk);
  if (net.kind !== 'conv') return;
  const code = follow('encoder', picture, net.encoder);
  const decoded = follow('decoder', code, net.decoder);
  if (sizeOf(decoded) === sizeOf(picture)) return;
  throw new ConfigError(
    `config 'net.decoder': its decoder gives ${sizeOf(decoded)} pixels (${decoded.join(' x ')}), ` +
      `but pictures of ${picture.join(' x ')} have ${sizeOf(picture)}.`,
  );
}

function follow(part: string, from: ImageShape, layers: readonly ConvLayer[]): ImageShape {
  return layers.reduce<ImageShape>((shape, layer, i) => {
    const next = shapeAfter(layer, shape);
    if (next.every((size) => size >= 1)) return next;
    throw new ConfigError(
      `config 'net.${part}.${i}': nothing is left of ${shape.join(' x ')} after this layer.`,
    );
  }, from);
}

function shapeAfter(layer: ConvLayer, [height, width, channels]: ImageShape): ImageShape {
  if ('up' in layer) return [height * layer.up, width * layer.up, channels];
  if ('pool' in layer) return [Math.ceil(height / layer.pool), Math.ceil(width / layer.pool), channels];
  const { kernel = 3, stride = 1 } = layer;
  const lost = layer.padding === 'valid' ? kernel - 1 : 0;
  return [Math.ceil((height - lost) / stride), Math.ceil((width - lost) / stride), layer.conv];
}

const sizeOf = ([height, width, channels]: ImageShape) => height * width * channels;
