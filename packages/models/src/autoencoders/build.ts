import { pixelsPerImage } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import { ConfigError } from '../errors.ts';
import type { Net } from '../options/net.ts';
import { buildConv } from './conv.ts';
import { buildDense } from './dense.ts';
import { type Halves, outputSize } from './halves.ts';
import { buildLinear } from './linear.ts';
import { buildMeaning } from './meaning.ts';
import { buildResidual } from './residual.ts';
import { buildVariational } from './variational.ts';

/**
 * Builds a net with seeded weights.
 * @throws {ConfigError} if its layers do not lead back to the shape of the pictures.
 */
export function buildHalves(net: Net, shape: ImageShape, seed: number): Halves {
  const halves = build(net, shape, seed);
  const pixelCount = pixelsPerImage({ shape });
  const decoded = outputSize(halves.decoder);
  if (decoded === pixelCount) return halves;
  throw new ConfigError(
    `config 'net': its decoder gives ${decoded} pixels, but pictures of ${shape.join(' x ')} have ${pixelCount}.`,
  );
}

function build(net: Net, shape: ImageShape, seed: number): Halves {
  switch (net.kind) {
    case 'dense':
      return buildDense(net, shape, seed);
    case 'conv':
      return buildConv(net, shape, seed);
    case 'linear':
      return buildLinear(net, shape, seed);
    case 'vae':
      return buildVariational(net, shape, seed);
    case 'residual':
      return buildResidual(net, shape, seed);
    case 'meaning':
      return buildMeaning(net, shape, seed);
  }
}
